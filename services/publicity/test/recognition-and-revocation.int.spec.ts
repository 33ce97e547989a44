import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  ApplicationAcceptedV1,
  ApplicationSubmittedV1,
  ApplicationWithdrawnV1,
  OutcomeRecognisedV1,
  RecordListedV1,
  RepairApprovedV1,
  RepairRefusedV1,
  RepairRevokedV1,
} from '@tongxiu/contracts';
import { eventually } from '@tongxiu/testkit';
import { randomUUID } from 'node:crypto';
import { recognised, record, repaired } from '../src/domain/example-happenings.js';
import { organ, PublicityUnderTest } from './open-publicity.js';

let publicity: PublicityUnderTest;
beforeAll(async () => {
  publicity = await PublicityUnderTest.open();
}, 60_000);
afterAll(() => publicity.close());

const keyOf = (name: string): string => `penalty:111501000000000001:${name}`;
const reasons = [{ rule: 'J-018', clause: '二(六)', message: { zh: '材料不实', en: 'False materials' } }];
const operator = { role: 'operator' as const };

const submit = (recordKey: string, caseId: string, commitmentPublishable = true) =>
  publicity.tell(ApplicationSubmittedV1, {
    caseId,
    recordKey,
    recordRevision: 1,
    record,
    channel: 'creditChina',
    statements: { corrected: true, obligationsPerformed: true, commitmentPublishable },
    materials: [],
    submittedAt: '2026-05-01T02:00:00.000Z',
  });
const accept = (recordKey: string, caseId: string) =>
  publicity.tell(ApplicationAcceptedV1, { caseId, recordKey, at: '2026-05-06T02:00:00.000Z' });
const approve = (recordKey: string, caseId: string) => {
  const { organCode, organName, rulebook, effects, decidedAt } = repaired(1);
  return publicity.tell(RepairApprovedV1, {
    caseId,
    recordKey,
    recordRevision: 1,
    organCode,
    organName,
    rulebook,
    calendar: 'CN-2026',
    effects,
    decidedAt,
  });
};
const revoke = (recordKey: string, caseId: string) =>
  publicity.tell(RepairRevokedV1, {
    caseId,
    recordKey,
    recordRevision: 1,
    rulebook: 'HHHT-2024',
    organCode: organ.code,
    organName: organ.name,
    at: '2026-08-03T02:00:00.000Z',
    reasons,
  });
const recognise = (recordKey: string, change: object = {}) => {
  const { what: _what, eventId: _eventId, ...data } = recognised(1);
  return publicity.tell(OutcomeRecognisedV1, { ...data, recognitionId: randomUUID(), recordKey, ...change });
};
const commitmentOf = async (caseId: string) =>
  ((await publicity.ask(`/commitments?creditCode=${record.creditCode}&limit=100`)).body['commitments'] as { caseId: string }[]).find(
    (one) => one.caseId === caseId,
  );

test('a revoked repair is shown again to everybody, and its commitment is marked (J-018, J-044, J-045)', async () => {
  const [recordKey, caseId] = [keyOf('revoked'), randomUUID()];
  await publicity.tell(RecordListedV1, publicity.listing(recordKey));
  await submit(recordKey, caseId);
  await accept(recordKey, caseId);
  expect(await eventually(() => commitmentOf(caseId))).toMatchObject({
    state: 'published',
    subjectName: record.subjectName,
    text: { zh: expect.stringContaining('履约守信') },
  });
  await approve(recordKey, caseId);
  await publicity.until(recordKey, 'withdrawn');
  await revoke(recordKey, caseId);
  await publicity.until(recordKey, 'shown');
  expect((await publicity.ask(`/records/${encodeURIComponent(recordKey)}`)).body).toMatchObject({
    version: 3,
    record: { subjectName: record.subjectName },
  });
  expect(
    await eventually(
      async () => ((await commitmentOf(caseId)) as { state?: string } | undefined)?.state === 'withdrawn' && commitmentOf(caseId),
    ),
  ).toMatchObject({
    note: { at: '2026-08-03T02:00:00.000Z', reasons },
  });
  await eventually(async () => (await publicity.changesOf(recordKey)).length === 3);
});

describe('a commitment is published (J-012, J-045)', () => {
  test('also when the acceptance is heard before the application', async () => {
    const [recordKey, caseId] = [keyOf('early-acceptance'), randomUUID()];
    await accept(recordKey, caseId);
    await submit(recordKey, caseId);
    expect(await eventually(() => commitmentOf(caseId))).toMatchObject({
      publishedAt: '2026-05-06T02:00:00.000Z',
      madeAt: '2026-05-01T02:00:00.000Z',
    });
  });

  test('only with consent, and not when the applicant withdrew', async () => {
    const [recordKey, silent, withdrawn, last] = [keyOf('consent'), randomUUID(), randomUUID(), randomUUID()];
    await publicity.tell(RecordListedV1, publicity.listing(recordKey, { subjectName: '承诺测试有限公司' }));
    await submit(recordKey, silent, false);
    await accept(recordKey, silent);
    await submit(recordKey, withdrawn);
    await accept(recordKey, withdrawn);
    await publicity.tell(ApplicationWithdrawnV1, { caseId: withdrawn, recordKey, at: '2026-05-07T02:00:00.000Z' });
    await submit(recordKey, last);
    await accept(recordKey, last);
    await eventually(() => commitmentOf(last));
    expect(await commitmentOf(silent)).toBeUndefined();
    expect(await commitmentOf(withdrawn)).toBeUndefined();
    const { body } = await publicity.ask(`/commitments?name=${encodeURIComponent('承诺测试')}`);
    expect((body['commitments'] as { caseId: string }[]).map(({ caseId }) => caseId)).toEqual([last]);
  });
});

test('an outcome of another site is told to every site without a second application (H-044, H-045, H-046, H-076)', async () => {
  const recordKey = keyOf('recognised');
  await publicity.tell(RecordListedV1, publicity.listing(recordKey));
  await recognise(recordKey);
  await publicity.until(recordKey, 'withdrawn');
  await eventually(async () => (await publicity.changesOf(recordKey)).length === 2);
  expect((await publicity.changesOf(recordKey))[1]).toMatchObject({
    version: 2,
    state: 'withdrawn',
    cause: { site: 'publicity-system', organName: organ.name },
  });
});

describe('contradicting outcomes wait for an operator (H-044)', () => {
  const parkedFor = (recordKey: string) =>
    eventually(async () =>
      ((await publicity.ask('/conflicts', { as: operator })).body['conflicts'] as Record<string, unknown>[]).find(
        (one) => one['recordKey'] === recordKey,
      ),
    );

  test.each(['before', 'after'])('a refusal of ours %s their repair is parked with both sides', async (order) => {
    const [recordKey, caseId] = [keyOf(`refused-${order}`), randomUUID()];
    const refuse = () =>
      publicity.tell(RepairRefusedV1, { caseId, recordKey, at: '2026-05-10T02:00:00.000Z', reasons, rulebook: 'HHHT-2024' });
    await publicity.tell(RecordListedV1, publicity.listing(recordKey));
    await submit(recordKey, caseId);
    await publicity.until(recordKey, 'shown');
    if (order === 'before') {
      await refuse();
      const settled = randomUUID();
      await publicity.tell(ApplicationAcceptedV1, { caseId: settled, recordKey, at: '2026-05-11T02:00:00.000Z' });
      await submit(recordKey, settled);
      await eventually(() => commitmentOf(settled));
    }
    await recognise(recordKey);
    if (order === 'after') {
      await publicity.until(recordKey, 'withdrawn');
      await refuse();
    }
    const conflict = await parkedFor(recordKey);
    expect(conflict).toMatchObject({
      reasons: [{ reason: 'ownRefusal', rule: 'H-044', clause: '五(二)', message: { en: expect.any(String) } }],
      ours: { refusedCases: [{ caseId }] },
      theirs: { site: 'publicity-system', state: 'withdrawn' },
    });
    const path = `/conflicts/${String(conflict?.['conflictId'])}/resolution`;
    const keep = order === 'before' ? 'theirs' : 'ours';
    expect((await publicity.ask(path, { as: { role: 'integrator' }, body: { keep, reason: '核对' } })).status).toBe(403);
    expect(await publicity.ask(path, { as: operator, body: { keep: 'both', reason: ' ' } })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'keep' }, { field: 'reason' }] },
    });
    expect(await publicity.ask(path, { as: operator, body: { keep, reason: '核对', version: 9 } })).toMatchObject({ status: 409 });
    expect(await publicity.ask(path, { as: operator, body: { keep, reason: '核对', version: 2 ** 31 } })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'version' }] },
    });
    const { status, body } = await publicity.ask(path, { as: operator, body: { keep, reason: '核对' } });
    expect([status, body['state']]).toEqual([200, order === 'before' ? 'withdrawn' : 'shown']);
    expect((await publicity.ask(path, { as: operator, body: { keep, reason: '核对' } })).status).toBe(409);
    await eventually(async () => (await publicity.changesOf(recordKey)).at(-1)?.['version'] === body['version']);
    expect((await publicity.ask('/conflicts?open=false', { as: operator })).body['conflicts']).toEqual(
      expect.arrayContaining([expect.objectContaining({ recordKey, resolution: expect.objectContaining({ kept: keep, reason: '核对' }) })]),
    );
  });

  test('only the operator sees them; an unknown one is not found', async () => {
    expect((await publicity.ask('/conflicts')).status).toBe(401);
    expect((await publicity.ask('/conflicts', { as: { role: 'department', organ } })).status).toBe(403);
    const body = { keep: 'ours', reason: '核对' };
    expect((await publicity.ask(`/conflicts/${randomUUID()}/resolution`, { as: operator, body })).status).toBe(404);
    expect((await publicity.ask('/conflicts/x/resolution', { as: operator, body })).status).toBe(404);
  });
});

describe('the right to know (J-038, J-039)', () => {
  const creditCode = '91230500MA1B3N1N2M';
  const path = `/subjects/${creditCode}/records`;

  test('a company sees all its records, with the day from which each may be repaired', async () => {
    await publicity.tell(RecordListedV1, publicity.listing(keyOf('own-1'), { creditCode, severity: 'general' }));
    await publicity.tell(RecordListedV1, publicity.listing(keyOf('own-2'), { creditCode }));
    await publicity.until(keyOf('own-2'), 'shown');
    await approve(keyOf('own-2'), randomUUID());
    await publicity.until(keyOf('own-2'), 'withdrawn');
    const { status, body } = await publicity.ask(path, { as: { role: 'applicant', creditCode } });
    expect(status).toBe(200);
    expect(body['records']).toMatchObject([
      {
        state: 'shown',
        repairableFrom: '2026-04-16',
        publicity: { minimumUntil: '2026-04-15', maximumUntil: '2029-01-15' },
        severity: { marked: 'general' },
      },
      { state: 'withdrawn', ended: { how: 'repair' }, annotation: { zh: expect.stringContaining('确认信用修复') }, record: { creditCode } },
    ]);
    const first = await publicity.ask(`${path}?limit=1`, { as: { role: 'portal' } });
    expect(
      (await publicity.ask(`${path}?after=${encodeURIComponent(String(first.body['next']))}`, { as: operator })).body['records'],
    ).toHaveLength(1);
  });

  test('and nobody sees those of another company', async () => {
    expect(await publicity.ask(path, { as: { role: 'applicant', creditCode: record.creditCode } })).toMatchObject({
      status: 403,
      body: { errors: [{ rule: 'J-038' }] },
    });
    expect((await publicity.ask(path, { as: { role: 'department', organ } })).status).toBe(403);
    expect((await publicity.ask(path)).status).toBe(401);
    expect((await publicity.ask('/subjects/x/records', { as: operator })).status).toBe(400);
  });
});

describe('reminders (H-084)', () => {
  test('are told by the timer without anybody asking, and not twice by a sweep', async () => {
    const recordKey = keyOf('own-1');
    const sweep = await publicity.ask('/reminder-sweeps', { as: operator, body: { on: '2026-11-22' } });
    expect(sweep).toMatchObject({ status: 200, body: { on: '2026-11-22', busy: 0 } });
    const reminders = async () => (await publicity.changesOf(recordKey)).filter((data) => 'reminder' in data);
    await eventually(async () => (await reminders()).length === 1);
    expect((await reminders())[0]).toMatchObject({
      reminder: 'minimumEnded',
      periodEndsOn: '2026-04-15',
      creditCode: '91230500MA1B3N1N2M',
    });
    expect((await publicity.ask('/reminder-sweeps', { as: operator, body: { on: '2026-11-22' } })).body['reminded']).toMatchObject({
      minimumEnded: 0,
    });
  });

  test('are swept by the operator only, and not ahead of time', async () => {
    expect((await publicity.ask('/reminder-sweeps', { as: { role: 'department', organ }, body: { on: '2026-11-22' } })).status).toBe(403);
    expect(await publicity.ask('/reminder-sweeps', { as: operator, body: { on: '2026-11-23' } })).toMatchObject({
      status: 422,
      body: { errors: [{ rule: 'H-084', clause: '七(三)' }] },
    });
  });
});
