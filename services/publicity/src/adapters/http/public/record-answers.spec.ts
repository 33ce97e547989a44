import { expect, test } from '@jest/globals';
import type { KnownRecord } from '../../../app/public-records.js';
import { record, recordKey } from '../../../domain/example-happenings.js';
import { ownRecord, recordPage } from './record-answers.js';

const known: KnownRecord = {
  recordKey,
  version: 2,
  state: 'shown',
  since: '2026-03-01T02:00:00.000Z',
  minimumUntil: '2026-04-15',
  maximumUntil: '2029-01-15',
  record,
  cause: {
    eventId: '00000001-0000-7000-8000-000000000001',
    organCode: record.organCode,
    organName: record.organName,
    decidedAt: '2026-05-20T01:30:00Z',
  },
  effects: ['terminatePublicity'],
};
const sites = [
  { id: 'everything', tier: 'city' as const, name: { zh: '全部', en: 'All' }, kinds: ['penalty', 'severeList'] as const },
  { id: 'lists', tier: 'city' as const, name: { zh: '名单', en: 'Lists' }, kinds: ['severeList'] as const },
];

test('a shown record tells what it says and which sites show its kind', () => {
  const page = recordPage(known, sites);
  expect(page).toMatchObject({ state: 'shown', record, publicity: { minimumUntil: '2026-04-15', maximumUntil: '2029-01-15' } });
  expect(page['sites']).toEqual([{ id: 'everything', tier: 'city', name: { zh: '全部', en: 'All' } }]);
  expect(page).not.toHaveProperty('ended');
});

test.each([
  ['withdrawn', 'repair'],
  ['removed', 'removal'],
  ['expired', 'expiry'],
] as const)('a record that is %s tells that it ended by %s, and nothing of what it said', (state, how) => {
  const page = recordPage({ ...known, state }, sites);
  expect(page).toMatchObject({ state, ended: { how, organName: record.organName, decidedAt: '2026-05-20T01:30:00Z' } });
  const text = JSON.stringify(page);
  for (const secret of [record.subjectName, record.creditCode, record.reason]) expect(text).not.toContain(secret);
});

test('the degree of dishonesty is told as the organ marked it, and never guessed (J-049)', () => {
  expect(recordPage({ ...known, record: { ...record, severity: 'severe' } }, sites)).toMatchObject({
    severity: { marked: 'severe', message: { zh: '严重失信' } },
  });
  expect(recordPage(known, sites)).toMatchObject({ severity: { marked: null } });
});

test('an ended record lists its effects: publicity, sharing, punishment, annotation (H-011, J-030, J-031, J-032)', () => {
  const ended = recordPage(
    { ...known, state: 'withdrawn', effects: ['terminatePublicity', 'stopSharing', 'liftPunishment', 'annotate'] },
    sites,
  )['ended'];
  expect(ended).toMatchObject({
    effectWords: [{ zh: '终止公示' }, { zh: '停止共享和使用' }, { zh: '不再作为信用惩戒的依据' }, { zh: '在信用档案中标注已修复' }],
  });
});

test.each([
  ['HHHT-2024', 'H-016', '自动停止公示'],
  ['CN-2026', 'N-009', '未纠正、未履行义务的，按行业规定办理'],
])('a stop under %s quotes its clause %s, with what it says of the uncorrected (H-016)', (rulebook, rule, words) => {
  const ended = recordPage({ ...known, state: 'expired', cause: { ...known.cause, rulebook } }, sites)['ended'] as {
    clause: { rule: string; message: { zh: string } };
  };
  expect(ended.clause.rule).toBe(rule);
  expect(ended.clause.message.zh).toContain(words);
});

test('a repair recognised from another site names it (H-044)', () => {
  expect(recordPage({ ...known, state: 'withdrawn', cause: { ...known.cause, site: 'publicity-system' } }, sites)).toMatchObject({
    ended: { recognisedFrom: 'publicity-system' },
  });
});

test('a company sees a record of its own although it ended, with the annotation of the repair (J-030, J-038)', () => {
  expect(ownRecord({ ...known, state: 'withdrawn' }, null)).toMatchObject({
    record,
    annotation: { zh: expect.stringContaining('2026-05-20') },
    ended: { how: 'repair' },
  });
  expect(ownRecord(known, '2026-04-16')).toMatchObject({ repairableFrom: '2026-04-16' });
  expect(ownRecord(known, null)).not.toHaveProperty('annotation');
});

test('a company sees that its repair was revoked (J-018, J-038)', () => {
  const cause = { ...known.cause, caseId: '00000004-0000-7000-8000-000000000001' };
  expect(ownRecord({ ...known, cause }, null)).toMatchObject({ annotation: { zh: expect.stringContaining('撤销') } });
});
