import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { RepairApprovedV1 } from '@tongxiu/contracts';
import { eventually } from '@tongxiu/testkit';
import { marketBureau, ReviewUnderTest } from './review-under-test.js';

let review: ReviewUnderTest;
beforeAll(async () => {
  review = await ReviewUnderTest.start();
}, 60_000);
afterAll(() => review.stop());

const sound = { corrected: true, obligationsPerformed: true, commitmentPublishable: true, untrue: false };
const approve = (caseId: string) => ({ caseId, decision: 'approve', findings: sound });
const approvedCases = () => review.told.filter(({ type }) => type === RepairApprovedV1.type).map(({ data }) => data['caseId']);

async function openCases(count: number): Promise<string[]> {
  const applications = Array.from({ length: count }, () => review.application());
  await review.receive(...applications);
  return applications.map(({ caseId }) => caseId);
}

const stageOf = async (caseId: string) => (await review.operator.get(`/reviews/${caseId}`)).body['stage'];

describe('many cases in one request, all of it online (H-047, J-033, J-034)', () => {
  test('each stands for itself, and results come in the order asked', async () => {
    const [sane, twice] = (await openCases(2)) as [string, string];
    const early = await review.openCase({ record: { decidedOn: '2026-02-01' } });
    const others = await review.openCase({ channel: 'publicitySystem' });
    const unknown = '0197a000-0000-7000-8000-00000000ffff';
    const accepted = await review.creditChina.post('/reviews/acceptances', { caseIds: [sane, twice, early, others, unknown, twice] });
    expect(accepted.body.results).toMatchObject([
      { caseId: sane, stage: 'accepted', dueOn: '2026-03-11' },
      { caseId: twice, stage: 'accepted' },
      { caseId: early, stage: 'accepted' },
      { caseId: others, code: 'not-your-case', errors: [{ rule: 'H-022' }] },
      { caseId: unknown, code: 'no-such-case' },
      { caseId: twice, code: 'step-not-allowed' },
    ]);

    const refuse = { caseId: twice, decision: 'refuse', findings: { ...sound, corrected: false }, reasons: [{ rule: 'H-010' }] };
    const decided = await review.creditChina.post('/reviews/decisions', {
      decisions: [approve(early), approve(sane), refuse, approve(others)],
    });
    expect(decided.status).toBe(200);
    expect(decided.body.results).toMatchObject([
      { caseId: early, code: 'conditions-not-met', errors: [{ rule: 'H-012', until: '2026-05-01' }] },
      { caseId: sane, stage: 'approved' },
      { caseId: twice, stage: 'refused' },
      { caseId: others, code: 'not-your-case' },
    ]);
    expect(await Promise.all([early, sane, twice, others].map(stageOf))).toEqual(['accepted', 'approved', 'refused', 'submitted']);
    await eventually(() => approvedCases().includes(sane));
    expect(approvedCases()).not.toContain(early);
  });

  test('overlapping batches wait for each other and each case is decided once', async () => {
    const caseIds = await openCases(300);
    await review.creditChina.post('/reviews/acceptances', { caseIds });
    const orders = [caseIds, [...caseIds].reverse(), caseIds.slice(100)].map((ids) => ({ decisions: ids.map(approve) }));
    const answers = await Promise.all(orders.map((order) => review.creditChina.post('/reviews/decisions', order)));
    const results = answers.flatMap(({ body }) => body.results as { caseId: string; stage?: string }[]);
    expect(
      results
        .filter(({ stage }) => stage === 'approved')
        .map(({ caseId }) => caseId)
        .sort(),
    ).toEqual([...caseIds].sort());
    await eventually(() => caseIds.every((caseId) => approvedCases().includes(caseId)));
    expect(approvedCases().filter((caseId) => caseIds.includes(String(caseId)))).toHaveLength(300);
  });

  test.each([
    ['none at all', []],
    ['more than a thousand', Array.from({ length: 1001 }, () => approve('0197a000-0000-7000-8000-00000000ffff'))],
    ['one of them without an id', [{ decision: 'approve', findings: sound }]],
    ['one of them with a finding too many', [{ ...approve('0197a000-0000-7000-8000-00000000ffff'), findings: { ...sound, clever: true } }]],
  ])('%s is no batch', async (_case, decisions) => {
    const answer = await review.creditChina.post('/reviews/decisions', { decisions });
    expect(answer.status).toBe(400);
    expect(answer.body.errors?.[0]?.field).toMatch(/^decisions/);
  });

  test.each([[null], [[]], [{}], ['text'], [{ decisions: 'all' }], [{ decisions: [null] }]])('%j is no batch either', async (body) => {
    expect((await review.creditChina.post('/reviews/decisions', body)).status).toBe(400);
  });
});

describe('a failure halfway', () => {
  test('leaves nothing behind, and the repetition succeeds', async () => {
    const caseIds = await openCases(3);
    await review.creditChina.post('/reviews/acceptances', { caseIds });
    await eventually(async () => (await review.database.query('select 1 from outbox')).rowCount === 0);
    await review.database.query('alter table outbox rename to outbox_away');
    const failed = await review.creditChina.post('/reviews/decisions', { decisions: caseIds.map(approve) });
    await review.database.query('alter table outbox_away rename to outbox');
    expect(failed.status).toBe(500);
    expect(await Promise.all(caseIds.map(stageOf))).toEqual(['accepted', 'accepted', 'accepted']);
    const { rows } = await review.database.query(`select 1 from case_step where move = 'approve' and case_id = any($1)`, [caseIds]);
    expect(rows).toEqual([]);

    const repeated = await review.creditChina.post('/reviews/decisions', { decisions: caseIds.map(approve) });
    expect(repeated.body.results).toMatchObject(caseIds.map((caseId) => ({ caseId, stage: 'approved' })));
    await eventually(() => caseIds.every((caseId) => approvedCases().includes(caseId)));
  });

  test('an application told twice opens one case', async () => {
    const application = review.application();
    await review.receive(application);
    await review.creditChina.post(`/reviews/${application.caseId}/acceptance`);
    await review.receive(application, review.application());
    expect(await stageOf(application.caseId)).toBe('accepted');
  });
});

describe('the worklist', () => {
  test('shows an organ its open cases, soonest due first, page by page', async () => {
    const market = review.as('reviewer', marketBureau);
    const days = ['2026-02-25', '2026-02-24', '2026-02-26', '2026-02-24', '2026-02-27'];
    for (const day of days) await review.openCase({ channel: 'publicitySystem', submittedAt: `${day}T02:00:00.000Z` });
    const seen: string[] = [];
    for (let after = ''; ;) {
      const { body } = await market.get(`/reviews?stage=submitted&limit=2${after}`);
      seen.push(...(body['items'] as { dueAt: string; stage: string }[]).map(({ dueAt }) => dueAt));
      if (typeof body['next'] !== 'string') break;
      after = `&after=${encodeURIComponent(body['next'])}`;
    }
    expect(seen.length).toBeGreaterThanOrEqual(5);
    expect(seen).toEqual([...seen].sort());
    expect((await market.get('/reviews')).body['items']).toHaveLength(seen.length);
    expect((await market.get('/reviews?after=nonsense')).body.errors?.[0]?.field).toBe('after');
    expect((await market.get('/reviews?stage=unknown')).status).toBe(400);
  });
});

test('a body of more than a megabyte is for batches only, and told apart from one that cannot be read', async () => {
  const [caseId] = (await openCases(1)) as [string];
  const long = { reasons: [{ message: { zh: '长'.repeat(700_000), en: 'long' } }] };
  expect((await review.creditChina.post(`/reviews/${caseId}/non-acceptance`, long)).status).toBe(413);
  const blank = { reasons: [{ message: { zh: ' ', en: ' ' } }] };
  const answer = await review.creditChina.post(`/reviews/${caseId}/non-acceptance`, blank);
  expect([answer.status, answer.body.errors?.map(({ field }) => field)]).toEqual([400, ['reasons[0].message.zh', 'reasons[0].message.en']]);
  expect(await stageOf(caseId)).toBe('submitted');
});
