import 'reflect-metadata';
import { expect, test } from '@jest/globals';
import { PublicationChangedV1, RecordListedV1, RepairRefusedV1 } from '@tongxiu/contracts';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { build, complaints } from './shape.js';

const record = {
  kind: 'penalty',
  subjectName: '呼和浩特市青城食品有限公司',
  subjectKind: 'enterprise',
  creditCode: '91150100MA0N1234X1',
  organCode: '11150100011500001X',
  organName: '呼和浩特市市场监督管理局',
  marketRegulation: true,
  documentNo: '呼市监罚〔2025〕12号',
  decidedOn: '2025-03-02',
  domains: ['food'],
  penaltyKinds: ['fine'],
  conducts: [],
  reason: '销售不合格食品',
};
const recordKey = 'penalty:11150100011500001X:呼市监罚〔2025〕12号';
const listed = { recordKey, revision: 1, record, receivedAt: '2026-03-02T08:00:00Z' };
const refused = {
  caseId: '018f0000-0000-7000-8000-000000000001',
  recordKey,
  at: '2026-03-02T08:00:00Z',
  rulebook: 'HHHT-2024',
  reasons: [{ rule: 'H-014', message: { zh: '未满三个月', en: 'Less than three months' } }],
};

test('nested objects become instances of their classes, unknown properties stay behind', () => {
  const built = build(RecordListedV1, { ...listed, later: 'addition', ['__proto__']: { revision: 9 } });
  expect(built).toEqual(plainToInstance(RecordListedV1, listed));
  expect(built.record.constructor.name).toBe('RecordContent');
  expect(built).not.toHaveProperty('later');
  const refusal = build(RepairRefusedV1, refused);
  expect(refusal.reasons[0]!.message.constructor.name).toBe('Wording');
});

test.each([
  ['nothing', {}, []],
  ['a wrong number', { revision: 0 }, ['revision: min']],
  ['a number as text', { revision: '1' }, ['revision: min', 'revision: isInt']],
  ['a nested text too long', { record: { ...record, subjectName: '长'.repeat(201) } }, ['record.subjectName: isLength']],
  ['an unknown word in a nested list', { record: { ...record, domains: ['food', 'poison'] } }, ['record.domains: isIn']],
  ['a list that is none', { record: { ...record, domains: 'food' } }, ['record.domains: arrayMaxSize', 'record.domains: isArray']],
  ['an optional property of the wrong form', { record: { ...record, listId: 'B1' } }, ['record.listId: matches']],
  ['an optional property that is null', { record: { ...record, listId: null } }, []],
  ['text in the place of a nested object', { record: 'penalty' }, ['record: nestedValidation']],
  ['null in the place of a nested object', { record: null }, ['record: isDefined', 'record: nestedValidation']],
  ['no nested object at all', { record: undefined }, ['record: isDefined']],
] as const)('%s is judged as class-validator judges it', (_case, change, expected) => {
  const built = build(RecordListedV1, { ...listed, ...change });
  expect([...complaints(built)].sort()).toEqual([...expected].sort());
  const theirs = validateSync(plainToInstance(RecordListedV1, { ...listed, ...change }));
  expect(theirs.length > 0).toBe(expected.length > 0);
});

test('lists of nested objects are judged one by one, with the place of the fault', () => {
  expect(complaints(build(RepairRefusedV1, refused))).toEqual([]);
  expect(complaints(build(RepairRefusedV1, { ...refused, reasons: [...refused.reasons, { message: { zh: '无', en: 3 } }] }))).toEqual([
    'reasons.1.message.en: isString',
  ]);
  expect(complaints(build(RepairRefusedV1, { ...refused, reasons: [] }))).toEqual(['reasons: arrayNotEmpty']);
  expect(complaints(build(RepairRefusedV1, { ...refused, reasons: ['no'] })).length).toBe(1);
});

test('a complaint never repeats the value it is about', () => {
  const secret = '150102199001011234';
  const built = build(PublicationChangedV1, { recordKey: secret, creditCode: secret, cause: { organName: secret, eventId: secret } });
  expect(complaints(built).length).toBeGreaterThan(5);
  expect(JSON.stringify(complaints(built))).not.toContain(secret);
});
