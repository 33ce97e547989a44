import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ApplicationAcceptedV1, RepairApprovedV1, RepairRefusedV1, SupplementRequestedV1 } from '@tongxiu/contracts';
import { eventually } from '@tongxiu/testkit';
import { validateSync } from 'class-validator';
import { marketBureau, ReviewUnderTest, today, waterBureau } from './review-under-test.js';

let review: ReviewUnderTest;
beforeAll(async () => {
  review = await ReviewUnderTest.start();
}, 60_000);
afterAll(() => review.stop());

const sound = { corrected: true, obligationsPerformed: true, commitmentPublishable: true, untrue: false };
const approve = { decision: 'approve', findings: sound };
const because = [{ message: { zh: '收据与决定书不符。', en: 'The receipt is not for this decision.' } }];

const toldOf = (caseId: string) => review.told.filter(({ data }) => data['caseId'] === caseId);

describe('an application is accepted and approved (H-031, H-032, J-008, J-025)', () => {
  test('and told with the effects, the deciding organ, and the editions it was judged by', async () => {
    const caseId = await review.openCase();
    expect(await review.deadlines(caseId)).toEqual({ accept: ['running', '2026-03-05'], supplementNotice: ['running', '2026-03-05'] });

    const accepted = await review.creditChina.post(`/reviews/${caseId}/acceptance`);
    expect(accepted).toMatchObject({ status: 200, body: { caseId, stage: 'accepted', dueOn: '2026-03-11', at: today } });
    const approved = await review.creditChina.post(`/reviews/${caseId}/decision`, approve);
    expect(approved).toMatchObject({ status: 200, body: { caseId, stage: 'approved', decidedAt: today } });
    expect(await review.deadlines(caseId)).toEqual({
      accept: ['met', '2026-03-05'],
      supplementNotice: ['cancelled', '2026-03-05'],
      decide: ['met', '2026-03-11'],
    });

    await eventually(() => toldOf(caseId).length === 2);
    const [first, second] = toldOf(caseId);
    expect(first).toMatchObject({ type: ApplicationAcceptedV1.type, sequence: '2', data: { dueOn: '2026-03-11' } });
    expect(second).toMatchObject({
      type: RepairApprovedV1.type,
      sequence: '3',
      data: { recordRevision: 1, rulebook: 'HHHT-2024', calendar: 'CN-2026', effects: ['terminatePublicity'], decidedAt: today },
    });
    expect(second?.key).toBe(second?.data['recordKey']);
    expect(validateSync(Object.assign(new RepairApprovedV1(), second?.data), { whitelist: true, forbidNonWhitelisted: true })).toEqual([]);
  });

  test('and its file keeps reviewer, findings and verdict', async () => {
    const caseId = await review.openCase({}, true);
    await review.creditChina.post(`/reviews/${caseId}/decision`, approve);
    const { body } = await review.creditChina.get(`/reviews/${caseId}`);
    expect(body).toMatchObject({ caseId, stage: 'approved', record: { documentNo: expect.any(String) }, dueAt: null });
    expect((body['steps'] as object[])[1]).toMatchObject({
      move: 'approve',
      by: { subject: 'reviewer-1' },
      judgement: { findings: sound, rulebook: 'HHHT-2024', calendar: 'CN-2026', verdict: { repairable: true } },
    });
  });

  test('once: the second decision is refused and tells nothing', async () => {
    const caseId = await review.openCase({}, true);
    expect((await review.creditChina.post(`/reviews/${caseId}/decision`, approve)).status).toBe(200);
    expect(await review.creditChina.post(`/reviews/${caseId}/decision`, approve)).toMatchObject({
      status: 409,
      body: { type: 'urn:tongxiu:problem:step-not-allowed' },
    });
    await eventually(() => toldOf(caseId).length === 2);
  });
});

describe('nobody approves against the rules (H-009, H-010, H-098)', () => {
  test('before the shortest publicity is over, and everything broken is said at once (H-014, H-015)', async () => {
    const caseId = await review.openCase({ record: { decidedOn: '2025-12-15', domains: ['food'] } }, true);
    const answer = await review.creditChina.post(`/reviews/${caseId}/decision`, { ...approve, findings: { ...sound, corrected: false } });
    expect(answer).toMatchObject({ status: 422, body: { type: 'urn:tongxiu:problem:conditions-not-met' } });
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ rule: 'H-014', clause: '三', until: '2026-12-15' }));
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ rule: 'H-010' }));
    expect((await review.creditChina.get(`/reviews/${caseId}`)).body).toMatchObject({
      stage: 'accepted',
      step: 2,
      preview: { repairable: false },
    });
  });

  test('a refusal without a reason is none (J-029)', async () => {
    const caseId = await review.openCase({}, true);
    const answer = await review.creditChina.post(`/reviews/${caseId}/decision`, { decision: 'refuse', findings: sound });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field: 'reasons', rule: 'J-029', clause: expect.any(String) }] } });
  });

  test('a refusal tells every broken rule by itself (J-029)', async () => {
    const caseId = await review.openCase({}, true);
    const findings = { ...sound, obligationsPerformed: false };
    const answer = await review.creditChina.post(`/reviews/${caseId}/decision`, { decision: 'refuse', findings, reasons: because });
    expect(answer).toMatchObject({ status: 200, body: { stage: 'refused', reasons: [...because, { rule: 'H-010' }] } });
    await eventually(() => toldOf(caseId).length === 2);
    expect(toldOf(caseId)[1]?.type).toBe(RepairRefusedV1.type);
    expect(toldOf(caseId)[1]?.data).toMatchObject({ rulebook: 'HHHT-2024', reasons: [...because, { rule: 'H-010' }] });
  });
});

describe('a supplement is asked for once (J-026)', () => {
  test('the clock of acceptance stands still until the answer, and there is no second notice', async () => {
    const application = review.application();
    const { caseId, recordKey } = application;
    await review.receive(application);
    const noticed = await review.creditChina.post(`/reviews/${caseId}/supplement-notice`, { reasons: because });
    expect(noticed).toMatchObject({ status: 200, body: { stage: 'supplementing' } });
    expect(await review.deadlines(caseId)).toMatchObject({ accept: ['suspended', '2026-03-05'], supplementNotice: ['met', '2026-03-05'] });
    expect((await review.creditChina.post(`/reviews/${caseId}/acceptance`)).status).toBe(409);
    await eventually(() => toldOf(caseId).some(({ type }) => type === SupplementRequestedV1.type));

    review.clock.set('2026-03-10T02:00:00.000Z');
    expect(await review.receive(review.supplement(caseId, recordKey, ['performanceProof']))).toEqual([]);
    expect(await review.deadlines(caseId)).toMatchObject({ accept: ['running', '2026-03-13'] });
    const second = await review.creditChina.post(`/reviews/${caseId}/supplement-notice`, { reasons: because });
    expect(second).toMatchObject({ status: 409, body: { errors: [{ rule: 'J-026', clause: expect.any(String) }] } });
    expect((await review.creditChina.post(`/reviews/${caseId}/acceptance`)).body).toMatchObject({ stage: 'accepted' });
    review.clock.set(today);
  });

  test('materials that were missing are not missing any more, and the application is accepted (J-027)', async () => {
    const application = review.application({ materials: ['authorisation', 'commitmentLetter'] });
    const { caseId, recordKey } = application;
    await review.receive(application);
    const early = await review.creditChina.post(`/reviews/${caseId}/acceptance`);
    expect(early).toMatchObject({ status: 422, body: { errors: [{ field: 'materials', rule: 'H-029' }] } });
    await review.creditChina.post(`/reviews/${caseId}/supplement-notice`, { reasons: [{ rule: 'H-029' }] });
    await review.receive(review.supplement(caseId, recordKey, ['performanceProof']));
    expect((await review.creditChina.post(`/reviews/${caseId}/acceptance`)).status).toBe(200);
    expect((await review.creditChina.get(`/reviews/${caseId}`)).body['materials']).toHaveLength(3);
  });

  test('a supplement nobody asked for is set aside with a reason', async () => {
    const application = review.application();
    await review.receive(application);
    const parked = await review.receive(review.supplement(application.caseId, application.recordKey, ['performanceProof']));
    expect(parked).toEqual([{ eventId: expect.any(String), reason: expect.stringMatching(/submitted and not yet accepted/) }]);
  });
});

test('an application from before any rulebook was in force is set aside', async () => {
  const old = review.application({ submittedAt: '2001-01-01T00:00:00.000Z' });
  expect(await review.receive(old)).toMatchObject([{ reason: expect.stringMatching(/no rulebook is in force/) }]);
  expect((await review.operator.get(`/reviews/${old.caseId}`)).status).toBe(404);
});

describe('who may act: whoever listed or decided, and nobody else (H-022, H-055, H-062, J-008)', () => {
  test("another organ's reviewer neither sees the case nor may touch it", async () => {
    const caseId = await review.openCase({ channel: 'publicitySystem' });
    const others = review.as('reviewer', waterBureau);
    expect((await others.get('/reviews?limit=200')).body['items']).toEqual([]);
    for (const answer of [await others.get(`/reviews/${caseId}`), await others.post(`/reviews/${caseId}/acceptance`)]) {
      expect(answer).toMatchObject({ status: 403, body: { errors: [{ rule: 'H-022', clause: '四(一)2' }] } });
    }
    expect((await review.as('reviewer', marketBureau).post(`/reviews/${caseId}/acceptance`)).status).toBe(200);
  });

  test('an operator reads and does not decide; an applicant does neither', async () => {
    const caseId = await review.openCase();
    expect((await review.operator.get(`/reviews/${caseId}`)).status).toBe(200);
    expect((await review.operator.post(`/reviews/${caseId}/acceptance`)).status).toBe(403);
    expect((await review.as('applicant').get(`/reviews/${caseId}`)).status).toBe(403);
  });
});

describe('what cannot be read changes nothing', () => {
  test.each([
    ['an unknown field', { ...approve, verdict: 'fine' }, 'verdict'],
    ['a finding left out', { decision: 'approve', findings: { ...sound, untrue: undefined } }, 'findings.untrue'],
    ['findings that are a list', { decision: 'approve', findings: [] }, 'findings'],
    ['a decision of another word', { ...approve, decision: 'maybe' }, 'decision'],
    ['a reason without a sentence', { ...approve, decision: 'refuse', reasons: [{}] }, 'reasons[0]'],
    ['a reason by a clause that does not exist', { ...approve, decision: 'refuse', reasons: [{ rule: 'H-999' }] }, 'reasons[0].rule'],
  ])('%s', async (_case, body, field) => {
    const caseId = await review.openCase({}, true);
    const answer = await review.creditChina.post(`/reviews/${caseId}/decision`, body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toContainEqual(
      expect.objectContaining({ field, message: { zh: expect.any(String), en: expect.any(String) } }),
    );
    expect((await review.creditChina.get(`/reviews/${caseId}`)).body).toMatchObject({ stage: 'accepted' });
  });

  test('an id that is none, and one of no case', async () => {
    expect((await review.creditChina.post('/reviews/17/acceptance')).status).toBe(400);
    expect((await review.creditChina.post('/reviews/0197a000-0000-7000-8000-00000000ffff/acceptance')).status).toBe(404);
  });
});
