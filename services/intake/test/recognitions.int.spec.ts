import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { ApplicationWithdrawnV1 } from '@tongxiu/contracts';
import { eventually } from '@tongxiu/testkit';
import { Applicant, problemOf } from './applicant.js';
import { ecology, errorsOf, marketRegulation, OpenIntake, penaltyKey, penaltyRow, type Answer } from './open-intake.js';

jest.setTimeout(30_000);
let intake: OpenIntake;
let applicant: Applicant;
beforeAll(async () => {
  intake = await OpenIntake.open({ RECOGNITION_SITES: JSON.stringify({ 'publicity-system-client': 'publicity-system' }) });
  applicant = await Applicant.of(intake);
}, 60_000);
afterAll(() => intake.close(), 30_000);

const creditChina = { organCode: '91350100M000100Y43', organName: '信用中国' };
const outcome = (recordKey: string, reference: string, change: object = {}) => ({
  recordKey,
  state: 'withdrawn',
  site: 'credit-china',
  reference,
  ...creditChina,
  decidedAt: '2026-03-01',
  ...change,
});
const tell = async (body: object, role: 'operator' | 'integrator' | 'department' = 'operator'): Promise<Answer> =>
  intake.call('POST', '/recognitions', await intake.as(role, role === 'department' ? { organ: ecology } : {}), body);

test('an outcome decided elsewhere is told once, with its effects, and nothing has to be applied for any more (H-044, H-046)', async () => {
  const recordKey = await applicant.list('认-1');
  const first = await tell(outcome(recordKey, 'CC-1'));
  expect(first.status).toBe(201);
  const again = await tell(outcome(recordKey, 'CC-1'));
  expect([again.status, again.body]).toEqual([200, { ...first.body, outcome: 'repeated' }]);
  await eventually(() => intake.heardOf(recordKey).length === 2);
  expect(intake.heardOf(recordKey)[1]).toMatchObject({
    type: 'intake.outcome-recognised.v1',
    data: {
      recognitionId: first.body['recognitionId'],
      recordRevision: 1,
      state: 'withdrawn',
      effects: ['terminatePublicity'],
      site: 'credit-china',
      reference: 'CC-1',
      decidedAt: '2026-02-28T16:00:00.000Z',
    },
  });
  expect(problemOf(await applicant.apply(recordKey))).toEqual([409, 'already-repaired']);
  expect(problemOf(await intake.push(penaltyRow('认-1', { CF_NR: '更正' }), ecology))).toEqual([409, 'already-repaired']);

  const path = `/recognitions/${String(first.body['recognitionId'])}/dismissal`;
  expect((await intake.call('POST', path, await intake.as('operator'), { reason: '以本单位决定为准' })).status).toBe(200);
  expect((await intake.call('POST', path, await intake.as('operator'), { reason: '再次' })).status).toBe(404);
  expect((await applicant.apply(recordKey)).status).toBe(201);
});

test('an open application is closed with a true sentence, and review is asked to close its file (H-044)', async () => {
  const recordKey = await applicant.list('认-2');
  const { caseId, queryCode } = (await applicant.apply(recordKey)).body;
  expect((await tell(outcome(recordKey, 'CC-2'))).status).toBe(201);
  await eventually(() => intake.heardOf(recordKey).length === 4);
  expect(intake.heardOf(recordKey).map(({ type }) => type.split('.')[1])).toEqual([
    'record-listed',
    'application-submitted',
    'outcome-recognised',
    'withdrawal-requested',
  ]);
  await intake.tell(ApplicationWithdrawnV1, { caseId, recordKey, at: '2026-03-02T02:00:00.000Z' } as ApplicationWithdrawnV1);
  await eventually(async () => (await intake.query('select * from case_progress where withdrawn_at is not null')).length === 1);
  const { body } = await intake.call('GET', `/progress/${String(queryCode)}`);
  expect(body).toMatchObject({
    stage: 'recognised',
    steps: [{ stage: 'submitted' }, { stage: 'recognised', reasons: [{ rule: 'H-044' }] }],
  });
  expect(JSON.stringify(body)).toContain('CC-2');
  expect(problemOf(await applicant.apply(recordKey))).toEqual([409, 'already-repaired']);
});

test('a removal changes the register only when the organ that listed decided it (H-055, H-076)', async () => {
  await intake.push(penaltyRow('认-3'), marketRegulation);
  const recordKey = penaltyKey('认-3');
  const removed = { state: 'removed', site: 'publicity-system' };
  const foreign = await tell(outcome(recordKey, 'PS-1', removed));
  expect([...problemOf(foreign), ...errorsOf(foreign)]).toEqual([422, 'not-recognised', 'organCode H-055']);
  const own = { ...removed, organCode: marketRegulation.code, organName: marketRegulation.name };
  expect((await tell(outcome(recordKey, 'PS-1', own))).status).toBe(201);
  await eventually(() => intake.heardOf(recordKey).length === 3);
  expect(intake.heardOf(recordKey).slice(1)).toMatchObject([
    { type: 'intake.record-removed.v1', data: { revision: 2, removedOn: '2026-03-01' } },
    { type: 'intake.outcome-recognised.v1', data: { recordRevision: 1, state: 'removed' } },
  ]);
  const page = await intake.call('GET', `/records/${encodeURIComponent(recordKey)}`, await intake.as('operator'));
  expect(page.body).toMatchObject({ status: 'removed', revision: 2 });
  // Listed again afterwards it is a new listing, which the old outcome says nothing about.
  await intake.push(penaltyRow('认-3', { CF_JDRQ: '2026/03/02' }), marketRegulation);
  expect(errorsOf(await tell(outcome(recordKey, 'PS-2', own)))).toEqual(['decidedAt H-018']);
});

test('what nobody was entitled to decide, contradicts itself or concerns no record of ours is not recognised', async () => {
  const recordKey = await applicant.list('认-4');
  await intake.push(penaltyRow('认-5'), marketRegulation);
  expect(errorsOf(await tell(outcome(penaltyKey('认-5'), 'X-1')))).toEqual(['organCode H-062']);
  expect(errorsOf(await tell(outcome(recordKey, 'X-2', { decidedAt: '2026-03-03' })))).toEqual(['decidedAt H-044']);
  expect(errorsOf(await tell(outcome(recordKey, 'X-3', { decidedAt: '2020-01-01', organCode: '91350100M000100Y44' })))).toEqual([
    'organCode GB 32100-2015',
    'decidedAt H-018',
  ]);
  expect((await tell(outcome(penaltyKey('无此', ecology), 'X-4'))).status).toBe(404);
  expect(errorsOf(await tell({ ...outcome(recordKey, ' '), state: 'shown', decidedAt: '2026-03-01T00:00:00', more: 1 }))).toEqual(
    expect.arrayContaining(['reference', 'state', 'more']),
  );
  expect(errorsOf(await tell(outcome(recordKey, 'X-5', { decidedAt: '2026-03-01T00:00:00' })))).toEqual(['decidedAt']);
  expect(intake.heardOf(recordKey)).toHaveLength(1);
  await tell(outcome(recordKey, 'X-6'));
  expect(problemOf(await tell(outcome(recordKey, 'X-6', { state: 'removed' })))).toEqual([409, 'reference-taken']);
});

test('only an operator, or the integrator of the site itself, tells outcomes', async () => {
  const recordKey = await applicant.list('认-6');
  expect((await tell(outcome(recordKey, 'Y-1'), 'department')).status).toBe(403);
  expect(problemOf(await tell(outcome(recordKey, 'Y-1'), 'integrator'))).toEqual([403, 'not-your-site']);
  const integrator = await intake.issuer.bearer({ role: 'integrator', subject: 'publicity-system-client' });
  const say = (site: string) => intake.call('POST', '/recognitions', integrator, outcome(recordKey, 'Y-1', { site }));
  expect((await say('credit-china')).status).toBe(403);
  expect((await say('publicity-system')).status).toBe(201);
});
