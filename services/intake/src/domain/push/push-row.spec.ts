import { describe, expect, test } from '@jest/globals';
import { readPushRow, type PushContext } from './push-row.js';
import type { RawRow } from './row-reader.js';

const marketRegulation = { code: '11150100011528041W', name: '呼和浩特市市场监督管理局', marketRegulation: true };
const ecology = { code: '11150100011528052U', name: '呼和浩特市生态环境局', marketRegulation: false };
const context: PushContext = { organ: marketRegulation, today: '2026-03-02', activeLists: new Set(['A2-03', 'A2-04']) };
const penalty: RawRow = {
  CF_XDR_MC: '内蒙古示例食品有限公司',
  CF_XDR_LB: '法人及非法人组织',
  CF_XDR_SHXYM: '91350100M000100Y43',
  CF_FRDB: '张三',
  CF_WSH: '呼市监罚〔2025〕12号',
  CF_SY: '经营过期食品',
  CF_CFLB: '1、2',
  CF_NR_FK: '0.2',
  CF_JDRQ: '2025/03/14',
  CF_CFJG: '呼和浩特市市场监督管理局',
  CF_CFJGDM: '11150100011528041W',
  domains: '食品',
};
const abnormal: RawRow = {
  kind: 'abnormalOperation',
  documentNo: 'JYYC-1',
  subjectName: '示例公司',
  creditCode: '91350100M000100Y43',
  decidedOn: '2026-01-05',
  reason: '未按期公示年度报告',
};
const severe: RawRow = { ...abnormal, kind: 'severeList', listId: 'A2-03' };
const removal: RawRow = { action: 'remove', kind: 'penalty', documentNo: '呼市监罚〔2025〕12号', removedOn: '2026-03-01', reason: '撤销' };

const faults = (row: RawRow, change: Partial<PushContext> = {}): string[] => {
  const reading = readPushRow(row, { ...context, ...change });
  return reading.kind === 'read' ? [] : reading.objections.map(({ field, rule }) => (rule === undefined ? `${field}` : `${field} ${rule}`));
};

test('a 双公示 row becomes the public content of a record, without any personal data', () => {
  expect(readPushRow(penalty, context)).toEqual({
    kind: 'read',
    push: {
      action: 'list',
      recordKey: 'penalty:11150100011528041W:呼市监罚〔2025〕12号',
      content: {
        kind: 'penalty',
        subjectName: '内蒙古示例食品有限公司',
        subjectKind: 'enterprise',
        creditCode: '91350100M000100Y43',
        organCode: '11150100011528041W',
        organName: '呼和浩特市市场监督管理局',
        marketRegulation: true,
        documentNo: '呼市监罚〔2025〕12号',
        decidedOn: '2025-03-14',
        domains: ['food'],
        penaltyKinds: ['fine', 'confiscation'],
        conducts: [],
        reason: '经营过期食品',
        fineTenThousandYuan: 0.2,
      },
    },
  });
});

test.each<[string, RawRow, string[]]>([
  ['a check character that does not fit', { ...penalty, CF_XDR_SHXYM: '91350100M000100Y44' }, ['CF_XDR_SHXYM GB 32100-2015']],
  ['a code of 17 characters', { ...abnormal, creditCode: '91350100M000100Y4' }, ['creditCode GB 32100-2015']],
  ['a natural person', { ...penalty, CF_XDR_LB: '自然人' }, ['CF_XDR_LB H-007']],
  ['an identity number instead of a credit code', { ...penalty, CF_XDR_SHXYM: '', CF_XDR_ZJHM: '150102199001010011' }, ['CF_XDR_LB H-007']],
  ['detention, which only a person can suffer', { ...penalty, CF_CFLB: '1；5' }, ['CF_CFLB H-007']],
  ['an unknown list', { ...severe, listId: 'A2-08' }, ['listId H-061']],
  ['a list of Annex 3 that is not shared yet', { ...severe, listId: 'A3-01' }, ['listId H-068']],
  ['a list of another department', { ...severe, listId: 'A2-04' }, ['listId H-062']],
  ['a severe list without its number', { ...severe, listId: undefined }, ['listId']],
  ['a row in another organ’s name', { ...penalty, CF_CFJGDM: '11150100011528052U' }, ['CF_CFJGDM H-055']],
  ['another organ named without its code', { ...penalty, CF_CFJGDM: '', CF_CFJG: '呼和浩特市税务局' }, ['CF_CFJG H-055']],
  ['a decision of tomorrow', { ...penalty, CF_JDRQ: '20260303' }, ['CF_JDRQ H-018']],
  ['a day that does not exist', { ...penalty, CF_JDRQ: '2024/02/30' }, ['CF_JDRQ']],
  ['a date in words', { ...penalty, CF_JDRQ: '去年三月' }, ['CF_JDRQ']],
  ['no name, no number, no facts', { ...penalty, CF_XDR_MC: ' ', CF_WSH: '', CF_SY: '' }, ['CF_XDR_MC', 'CF_SY', 'CF_WSH']],
  ['a number that is too long', { ...penalty, CF_WSH: '号'.repeat(129) }, ['CF_WSH']],
  ['a name that is too long once folded', { ...penalty, CF_XDR_MC: '㍿'.repeat(60) }, ['CF_XDR_MC']],
  ['a fine that is no number', { ...penalty, CF_NR_FK: '两千元' }, ['CF_NR_FK']],
  ['an unknown penalty kind', { ...penalty, CF_CFLB: '1、9' }, ['CF_CFLB']],
  ['a penalty that was revoked', { ...penalty, CF_ZT: '1' }, ['CF_ZT H-011']],
  ['a record for sharing inside the government only', { ...penalty, CF_SYFW: '1' }, ['CF_SYFW H-071']],
  ['a NUL in the text', { ...penalty, CF_SY: 'a\u0000b' }, ['CF_SY']],
  ['a kind that is none of the four', { ...abnormal, kind: 'licence' }, ['kind']],
  ['an action that is none', { ...abnormal, action: 'delete' }, ['action']],
  ['a removal of tomorrow', { ...removal, removedOn: '2026-03-03' }, ['removedOn H-055']],
  ['a removal without reason or day', { ...removal, removedOn: '', reason: '' }, ['removedOn', 'reason']],
  [
    'a removal by something that is no key',
    { action: 'remove', recordKey: '12', removedOn: '2026-03-01', reason: '已改正' },
    ['recordKey'],
  ],
  [
    'everything at once',
    { ...penalty, CF_XDR_SHXYM: '1', CF_JDRQ: '', CF_NR_FK: '-1', CF_CFJGDM: 'X' },
    ['CF_JDRQ', 'CF_NR_FK', 'CF_XDR_SHXYM GB 32100-2015', 'CF_CFJGDM H-055'],
  ],
])('%s is refused by field and clause', (_case, row, expected) => {
  expect(faults(row)).toEqual(expected);
});

test('an abnormal list is kept by market regulation only', () => {
  expect(faults(abnormal)).toEqual([]);
  expect(faults(abnormal, { organ: ecology })).toEqual(['kind H-055']);
});

test('an entry of a list that was switched off can still be removed', () => {
  const row = { action: 'remove', kind: 'severeList', listId: 'A2-03', documentNo: '1', removedOn: '2026-03-01', reason: '已改正' };
  expect(faults(row, { activeLists: new Set() })).toEqual([]);
});

test('what may be published is taken in full, and nothing else (H-071)', () => {
  expect(faults({ ...penalty, CF_SYFW: '0' })).toEqual([]);
  expect(faults({ ...penalty, CF_SYFW: '公示' })).toEqual([]);
  expect(faults({ ...penalty, CF_SYFW: '1' })).toEqual(['CF_SYFW H-071']);
});

describe('writing varies, meaning does not', () => {
  test.each(['2025/03/14', '2025-03-14', '20250314', '2025/3/14', '２０２５/０３/１４', '2025-03-14 00:00:00'])(
    'the date %s',
    (CF_JDRQ) => {
      expect(readPushRow({ ...penalty, CF_JDRQ }, context)).toMatchObject({ push: { content: { decidedOn: '2025-03-14' } } });
    },
  );

  test('full-width letters and brackets, and spaces in the number', () => {
    const row = {
      ...penalty,
      CF_XDR_MC: '示例（内蒙古）有限公司',
      CF_WSH: ' 呼市监罚 〔2025〕１２号',
      CF_XDR_SHXYM: '９1350100m000100y43',
    };
    expect(readPushRow(row, context)).toMatchObject({
      push: {
        recordKey: 'penalty:11150100011528041W:呼市监罚〔2025〕12号',
        content: { subjectName: '示例(内蒙古)有限公司', creditCode: '91350100M000100Y43' },
      },
    });
  });

  test('the 2016 column names', () => {
    const { CF_CFLB: _kinds, CF_CFJG: _organ, ...rest } = penalty;
    const row = { ...rest, cf_cflb1: '警告', CF_CFLB2: '罚款', CF_XZJG: '呼和浩特市市场监督管理局', CF_JG: '罚款二千元' };
    expect(readPushRow(row, context)).toMatchObject({ push: { content: { penaltyKinds: ['warning', 'fine'], result: '罚款二千元' } } });
  });

  test.each([
    ['0', undefined],
    ['1', 'general'],
    ['较重', 'severe'],
    ['3', 'severe'],
    ['minor', 'minor'],
  ])('CF_SXYZCD %s', (CF_SXYZCD, severity) => {
    const reading = readPushRow({ ...penalty, CF_SXYZCD }, context);
    expect(reading.kind === 'read' && reading.push.action === 'list' && reading.push.content.severity).toBe(severity);
  });
});

test('a department may name the law that excludes repair; it travels with the record (J-019, H-101)', () => {
  const reading = readPushRow({ ...penalty, notRepairableBy: '《药品管理法》第一百一十八条' }, context);
  expect(reading).toMatchObject({ push: { content: { notRepairableBy: '《药品管理法》第一百一十八条' } } });
});
