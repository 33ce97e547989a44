import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Organ } from '@tongxiu/access';
import { severeLists } from '@tongxiu/rulebook';
import { eventually } from '@tongxiu/testkit';
import { company, marketRegulation, OpenIntake } from './open-intake.js';

jest.setTimeout(30_000);
let intake: OpenIntake;
beforeAll(async () => {
  intake = await OpenIntake.open();
}, 60_000);
afterAll(() => intake.close(), 30_000);

const entry = { subjectName: '示例公司', creditCode: company, decidedOn: '2025-09-01', reason: '事由', penaltyKinds: ['fine'] };

/** Listed and removed by one organ, and both told to the platform's other parts with the time of receipt. */
async function listAndRemove(row: object, organ: Organ): Promise<void> {
  const listed = await intake.push({ action: 'list', ...entry, ...row }, organ);
  expect(listed).toMatchObject({ status: 201, body: { outcome: 'listed' } });
  const recordKey = String(listed.body['recordKey']);
  const removal = { action: 'remove', recordKey, removedOn: '2026-03-01', reason: '已纠正' };
  expect(await intake.push(removal, organ)).toMatchObject({ status: 201, body: { outcome: 'removed' } });
  await eventually(() => intake.heardOf(recordKey).length === 2);
  expect(intake.heardOf(recordKey)).toMatchObject([
    { type: 'intake.record-listed.v1', data: { receivedAt: intake.clock.now() } },
    { type: 'intake.record-removed.v1', data: { receivedAt: intake.clock.now(), organName: organ.name } },
  ]);
}

test.each([
  ['a penalty (H-008, H-069)', { kind: 'penalty', documentNo: '种-1' }],
  ['an entry in the abnormal list (H-008, H-058, H-059, H-069)', { kind: 'abnormalOperation', documentNo: '种-2' }],
  [
    'the abnormal status of an individual business (H-008, H-058)',
    { kind: 'individualAbnormal', documentNo: '种-3', subjectKind: '个体工商户' },
  ],
])('%s is listed and removed, and each is told at once', (_what, row) => listAndRemove(row, marketRegulation));

const active = severeLists.filter((list) => list.active).map(({ id, name, units: [unit = ''] }) => [id, name, unit] as const);

test('seven lists are shared from the start (H-065)', () => expect(active).toHaveLength(7));

test.each(active)(
  'the unit of %s %s shares its listings and removals, and each is told at once (H-037, H-066, H-070, H-078)',
  (listId, _name, unit) => {
    const organ = { code: `1115010001152${listId.replace('-', '')}X`, name: unit.replace(/^市/u, '呼和浩特市'), marketRegulation: false };
    return listAndRemove({ kind: 'severeList', listId, documentNo: `名单-${listId}` }, organ);
  },
);
