import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ObjectionDecidedV1, RepairApprovedV1, RepairRevokedV1, type EventClass, type MaterialKind } from '@tongxiu/contracts';
import { eventually } from '@tongxiu/testkit';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { ReviewUnderTest, waterBureau } from './review-under-test.js';

let review: ReviewUnderTest;
beforeAll(async () => {
  review = await ReviewUnderTest.start();
}, 60_000);
afterAll(() => review.stop());

const sound = { corrected: true, obligationsPerformed: true, commitmentPublishable: true, untrue: false };
const because = [{ message: { zh: '收据与决定书不符。', en: 'The receipt is not for this decision.' } }];
const faultsOf = <Data extends object>(event: EventClass<Data>, data: unknown) =>
  validateSync(plainToInstance(event, data as Data) as object, { whitelist: true, forbidNonWhitelisted: true });
const toldOf = (caseId: string) => review.told.filter(({ data }) => data['caseId'] === caseId);

async function refused(
  objected = true,
  brings: readonly MaterialKind[] = [],
): Promise<{ caseId: string; recordKey: string; objectionId: string }> {
  const { caseId, recordKey } = await withStage('refuse');
  const objection = review.objection(caseId, recordKey, brings);
  if (objected) expect(await review.receive(objection)).toEqual([]);
  return { caseId, recordKey, objectionId: objection.objectionId };
}

async function withStage(decision: 'approve' | 'refuse'): Promise<{ caseId: string; recordKey: string }> {
  const application = review.application();
  await review.receive(application);
  await review.creditChina.post(`/reviews/${application.caseId}/acceptance`);
  const reasons = decision === 'refuse' ? { reasons: because } : {};
  await review.creditChina.post(`/reviews/${application.caseId}/decision`, { decision, findings: sound, ...reasons });
  return application;
}

describe('a company objects to a refusal (J-041)', () => {
  test('it comes onto the worklist of the accepting unit with five working days for the answer (J-042)', async () => {
    const { caseId, objectionId } = await refused(true, ['creditReport']);
    expect(await review.deadlines(caseId)).toMatchObject({ answerObjection: ['running', '2026-03-09'] });
    const { body } = await review.creditChina.get('/objections?limit=200');
    expect(body['items']).toContainEqual(expect.objectContaining({ objectionId, caseId, dueAt: '2026-03-09T16:00:00.000Z' }));
    expect((await review.as('reviewer', waterBureau).get('/objections')).body['items']).toEqual([]);
    const one = await review.creditChina.get(`/objections/${objectionId}`);
    expect(one.body).toMatchObject({ caseId, stage: 'refused', objection: { objectionId, stage: 'filed' }, preview: { repairable: true } });
    expect(one.body['materials']).toHaveLength(8);
  });

  test('once: a second one changes nothing and is noted', async () => {
    const { caseId, recordKey, objectionId } = await refused();
    await review.receive(review.objection(caseId, recordKey));
    expect((await review.operator.get(`/reviews/${caseId}`)).body).toMatchObject({
      objection: { objectionId },
      notes: [{ code: 'objection-once' }],
    });
  });

  test('only to a refusal: others are noted, and one about no case is set aside', async () => {
    const { caseId, recordKey } = await withStage('approve');
    await review.receive(review.objection(caseId, recordKey));
    expect((await review.operator.get(`/reviews/${caseId}`)).body).toMatchObject({
      stage: 'approved',
      notes: [{ code: 'step-not-allowed' }],
    });
    const nobody = review.application();
    expect(await review.receive(review.objection(nobody.caseId, recordKey))).toHaveLength(1);
  });
});

describe('the accepting unit answers (J-042)', () => {
  test('upheld: the repair is approved, told after the answer', async () => {
    const { caseId, objectionId } = await refused();
    const answer = await review.creditChina.post(`/objections/${objectionId}/decision`, { upheld: true, findings: sound });
    expect(answer).toMatchObject({ status: 200, body: { stage: 'upheld', caseStage: 'approved', reasons: [{ rule: 'J-042' }] } });
    expect(await review.deadlines(caseId)).toMatchObject({ decide: ['met', '2026-03-11'], answerObjection: ['met', '2026-03-09'] });
    await eventually(() => toldOf(caseId).length === 4);
    const [decided, approved] = toldOf(caseId).slice(2);
    expect(decided).toMatchObject({ type: ObjectionDecidedV1.type, sequence: '5', data: { objectionId, upheld: true } });
    expect(faultsOf(ObjectionDecidedV1, decided?.data)).toEqual([]);
    expect(approved).toMatchObject({ type: RepairApprovedV1.type, sequence: '6', data: { effects: ['terminatePublicity'] } });
  });

  test('never around the rules: what stands in the way is said, and nothing changes (H-010)', async () => {
    const { caseId, objectionId } = await refused();
    const findings = { ...sound, obligationsPerformed: false };
    const answer = await review.creditChina.post(`/objections/${objectionId}/decision`, { upheld: true, findings });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ rule: 'H-010' }] } });
    expect((await review.operator.get(`/reviews/${caseId}`)).body).toMatchObject({
      stage: 'refused',
      step: 4,
      objection: { stage: 'filed' },
    });
  });

  test('rejected: with reasons, and once (J-029)', async () => {
    const { caseId, objectionId } = await refused();
    const path = `/objections/${objectionId}/decision`;
    expect((await review.creditChina.post(path, { upheld: false, findings: sound })).status).toBe(422);
    const rejected = await review.creditChina.post(path, { upheld: false, findings: sound, reasons: because });
    expect(rejected).toMatchObject({ status: 200, body: { stage: 'rejected', caseStage: 'refused', reasons: because } });
    expect(await review.creditChina.post(path, { upheld: true, findings: sound })).toMatchObject({
      status: 409,
      body: { type: 'urn:tongxiu:problem:objection-decided' },
    });
    await eventually(() => toldOf(caseId).some(({ type, data }) => type === ObjectionDecidedV1.type && data['upheld'] === false));
    expect((await review.operator.get('/objections?stage=rejected')).body['items']).toContainEqual(
      expect.objectContaining({ objectionId }),
    );
  });

  test('nobody else does (J-008)', async () => {
    const { objectionId } = await refused();
    const path = `/objections/${objectionId}/decision`;
    expect((await review.as('reviewer', waterBureau).post(path, { upheld: true, findings: sound })).status).toBe(403);
    expect((await review.operator.post(path, { upheld: true, findings: sound })).status).toBe(403);
    const unknown = '/objections/0197a000-0000-7000-8000-00000000ffff';
    expect((await review.creditChina.post(`${unknown}/decision`, { upheld: true, findings: sound })).status).toBe(404);
    expect((await review.creditChina.get(unknown)).status).toBe(404);
    expect((await review.creditChina.post(path, { upheld: 'yes', findings: sound })).body.errors?.[0]?.field).toBe('upheld');
  });
});

describe('a repair is revoked when its materials prove false (J-018, H-010)', () => {
  test('told with the rulebook of the decision, and the case is never approved again', async () => {
    const { caseId } = await withStage('approve');
    const revoked = await review.creditChina.post(`/reviews/${caseId}/revocation`, { reasons: because });
    expect(revoked).toMatchObject({ status: 200, body: { stage: 'revoked', reasons: [...because, { rule: 'J-018' }] } });
    await eventually(() => toldOf(caseId).some(({ type }) => type === RepairRevokedV1.type));
    const told = toldOf(caseId).at(-1);
    expect(told?.data).toMatchObject({ recordRevision: 1, rulebook: 'HHHT-2024', organName: expect.any(String) });
    expect(faultsOf(RepairRevokedV1, told?.data)).toEqual([]);
    for (const path of ['decision', 'revocation']) {
      const body = path === 'decision' ? { decision: 'approve', findings: sound } : { reasons: because };
      expect((await review.creditChina.post(`/reviews/${caseId}/${path}`, body)).status).toBe(409);
    }
  });

  test('by the organ that decided, with reasons, and only what was approved', async () => {
    const { caseId } = await withStage('approve');
    expect((await review.as('reviewer', waterBureau).post(`/reviews/${caseId}/revocation`, { reasons: because })).status).toBe(403);
    expect((await review.creditChina.post(`/reviews/${caseId}/revocation`, { reasons: [] })).status).toBe(422);
    const open = await review.openCase();
    expect((await review.creditChina.post(`/reviews/${open}/revocation`, { reasons: because })).status).toBe(409);
  });
});

test('training, volunteering and public benefit are kept as an important reference, and replace no condition (J-046, J-047)', async () => {
  const caseId = await review.openCase({}, true);
  const findings = { ...sound, references: ['training', 'volunteering'] };
  const broken = { ...findings, corrected: false };
  expect((await review.creditChina.post(`/reviews/${caseId}/decision`, { decision: 'approve', findings: broken })).status).toBe(422);
  const answer = await review.creditChina.post('/reviews/decisions', { decisions: [{ caseId, decision: 'approve', findings }] });
  expect(answer.body.results).toMatchObject([{ stage: 'approved' }]);
  const { body } = await review.operator.get(`/reviews/${caseId}`);
  expect((body['steps'] as object[]).at(-1)).toMatchObject({ judgement: { findings } });
  const unknown = { decision: 'approve', findings: { ...sound, references: ['friendship'] } };
  expect((await review.creditChina.post(`/reviews/${caseId}/decision`, unknown)).body.errors?.[0]?.field).toBe('findings.references');
});
