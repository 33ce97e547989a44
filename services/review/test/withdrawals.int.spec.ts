import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ApplicationNotAcceptedV1, ApplicationWithdrawnV1, ObjectionDecidedV1 } from '@tongxiu/contracts';
import { eventually } from '@tongxiu/testkit';
import { ReviewUnderTest } from './review-under-test.js';

let review: ReviewUnderTest;
beforeAll(async () => {
  review = await ReviewUnderTest.start();
}, 60_000);
afterAll(() => review.stop());

const sound = { corrected: true, obligationsPerformed: true, commitmentPublishable: true, untrue: false };
const because = [{ message: { zh: '收据与决定书不符。', en: 'The receipt is not for this decision.' } }];
const toldOf = (caseId: string, type: string) => review.told.filter((told) => told.data['caseId'] === caseId && told.type === type);
const fileOf = async (caseId: string) => (await review.operator.get(`/reviews/${caseId}`)).body;

async function opened(): Promise<{ caseId: string; recordKey: string }> {
  const application = review.application();
  await review.receive(application);
  return application;
}

describe('an applicant withdraws', () => {
  test.each(['submitted', 'supplementing', 'accepted'])('while the case is %s: it is closed and told', async (stage) => {
    const { caseId, recordKey } = await opened();
    if (stage === 'accepted') await review.creditChina.post(`/reviews/${caseId}/acceptance`);
    if (stage === 'supplementing') await review.creditChina.post(`/reviews/${caseId}/supplement-notice`, { reasons: because });
    expect(await review.receive(review.withdrawal(caseId, recordKey))).toEqual([]);
    expect(await fileOf(caseId)).toMatchObject({ stage: 'withdrawn', dueAt: null, notes: [] });
    const statuses = Object.values(await review.deadlines(caseId)).map((deadline) => (deadline as string[])[0]);
    expect(statuses).not.toContain('running');
    expect(statuses).not.toContain('suspended');
    await eventually(() => toldOf(caseId, ApplicationWithdrawnV1.type).length === 1);
    expect(toldOf(caseId, ApplicationWithdrawnV1.type)[0]?.data).toEqual({ caseId, recordKey, at: review.clock.now() });
    expect((await review.creditChina.post(`/reviews/${caseId}/acceptance`)).status).toBe(409);
  });

  test('too late: nothing changes, and the file says so', async () => {
    const { caseId, recordKey } = await opened();
    await review.creditChina.post(`/reviews/${caseId}/acceptance`);
    await review.creditChina.post(`/reviews/${caseId}/decision`, { decision: 'approve', findings: sound });
    expect(await review.receive(review.withdrawal(caseId, recordKey))).toEqual([]);
    expect(await fileOf(caseId)).toMatchObject({ stage: 'approved', step: 3, notes: [{ code: 'withdrawal-too-late' }] });
  });

  test('from a case nobody opened here: set aside with a reason', async () => {
    const { caseId, recordKey } = review.application();
    expect(await review.receive(review.withdrawal(caseId, recordKey))).toMatchObject([{ reason: expect.stringMatching(/not open here/) }]);
  });

  test('a limit missed before the notice to supplement stays missed', async () => {
    const application = review.application({ submittedAt: '2026-02-02T02:00:00.000Z' });
    await review.receive(application);
    await review.creditChina.post(`/reviews/${application.caseId}/supplement-notice`, { reasons: because });
    await review.receive(review.withdrawal(application.caseId, application.recordKey));
    expect(await review.deadlines(application.caseId)).toMatchObject({
      accept: ['missed', '2026-02-05'],
      supplementNotice: ['missed', '2026-02-05'],
    });
  });
});

describe('the organ removes the record itself (H-055)', () => {
  test('open cases about that listing are closed, and the company reads why (J-029)', async () => {
    const { caseId, recordKey } = await opened();
    await review.creditChina.post(`/reviews/${caseId}/acceptance`);
    await review.receive(review.removal(recordKey, 2));
    expect(await fileOf(caseId)).toMatchObject({ stage: 'closed', dueAt: null });
    await eventually(() => toldOf(caseId, ApplicationNotAcceptedV1.type).length === 1);
    expect(toldOf(caseId, ApplicationNotAcceptedV1.type)[0]?.data).toMatchObject({
      reasons: [{ rule: 'H-011', message: { zh: expect.stringContaining('呼和浩特市水务局已于2026-03-02移出'), en: expect.any(String) } }],
    });
  });

  test('a case about a later listing of the same record stays open, whichever comes first', async () => {
    const first = review.application();
    const again = Object.assign(review.application(), { recordKey: first.recordKey, recordRevision: 3 });
    await review.receive(review.removal(first.recordKey, 2), first, again);
    expect(await fileOf(first.caseId)).toMatchObject({ stage: 'closed' });
    expect(await fileOf(again.caseId)).toMatchObject({ stage: 'submitted' });
  });

  test('what is decided stays decided, and an objection that waits is ended', async () => {
    const { caseId, recordKey } = await opened();
    await review.creditChina.post(`/reviews/${caseId}/acceptance`);
    await review.creditChina.post(`/reviews/${caseId}/decision`, { decision: 'refuse', findings: sound, reasons: because });
    await review.receive(review.objection(caseId, recordKey));
    await review.receive(review.removal(recordKey, 2));
    expect(await fileOf(caseId)).toMatchObject({ stage: 'refused', objection: { stage: 'closed' } });
    expect(await review.deadlines(caseId)).toMatchObject({ answerObjection: ['cancelled', '2026-03-09'] });
    await eventually(() => toldOf(caseId, ObjectionDecidedV1.type).length === 1);
    expect(toldOf(caseId, ObjectionDecidedV1.type)[0]?.data).toMatchObject({ upheld: false, reasons: [{ rule: 'H-011' }] });
  });
});
