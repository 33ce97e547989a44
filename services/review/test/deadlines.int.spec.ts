import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { year2027 } from '@tongxiu/testkit';
import { builtInCalendar } from '@tongxiu/working-days';
import { ReviewUnderTest, today } from './review-under-test.js';

let review: ReviewUnderTest;
beforeAll(async () => {
  review = await ReviewUnderTest.start();
}, 60_000);
afterAll(() => review.stop());

const sound = { corrected: true, obligationsPerformed: true, commitmentPublishable: true, untrue: false };
const approve = { decision: 'approve', findings: sound };

test('a limit that passed is marked missed (H-031, H-032), and deciding later does not make it met', async () => {
  review.clock.set(today);
  const [waiting, accepted] = [await review.openCase(), await review.openCase({}, true)];
  expect((await review.operator.post('/deadline-sweeps')).body).toMatchObject({ missed: 0, recounted: 0 });

  review.clock.set('2026-03-05T16:00:00.000Z');
  expect((await review.operator.post('/deadline-sweeps')).body).toMatchObject({ missed: 1, recounted: 0 });
  expect((await review.operator.post('/deadline-sweeps')).body).toMatchObject({ missed: 0, recounted: 0 });
  expect(await review.deadlines(waiting)).toMatchObject({ accept: ['missed', '2026-03-05'], supplementNotice: ['running', '2026-03-05'] });
  expect(await review.deadlines(accepted)).toMatchObject({ decide: ['running', '2026-03-11'] });

  await review.creditChina.post(`/reviews/${waiting}/acceptance`);
  expect(await review.deadlines(waiting)).toMatchObject({
    accept: ['missed', '2026-03-05'],
    supplementNotice: ['cancelled', '2026-03-05'],
    decide: ['running', '2026-03-17'],
  });
  review.clock.set('2026-03-20T01:00:00.000Z');
  await review.creditChina.post(`/reviews/${accepted}/decision`, approve);
  expect(await review.deadlines(accepted)).toMatchObject({ decide: ['missed', '2026-03-11'] });
});

test('a year the calendar lacks gives no guess, and is counted when it is loaded', async () => {
  review.clock.set('2026-12-30T02:00:00.000Z');
  const [open, done] = [await review.openCase(), await review.openCase()];
  expect(await review.deadlines(open)).toMatchObject({ accept: ['running', null] });
  review.clock.set('2027-01-07T02:00:00.000Z');
  expect((await review.creditChina.post(`/reviews/${done}/acceptance`)).body).not.toHaveProperty('dueOn');
  expect((await review.operator.post('/deadline-sweeps')).body).toMatchObject({ recounted: 0 });

  const years = { ...builtInCalendar.years, '2027': year2027 };
  expect((await review.creditChina.post('/calendars', { edition: 'CN-2027', years })).status).toBe(403);
  expect(await review.operator.post('/calendars', { edition: 'CN-2027', years })).toMatchObject({
    status: 200,
    body: { outcome: 'loaded' },
  });
  review.clock.set('2027-01-07T02:00:01.000Z');
  expect((await review.operator.post('/deadline-sweeps')).body).toMatchObject({ missed: 1, recounted: 5 });
  expect(await review.deadlines(open)).toMatchObject({ accept: ['missed', '2027-01-05'] });
  expect(await review.deadlines(done)).toMatchObject({ accept: ['missed', '2027-01-05'], decide: ['running', '2027-01-18'] });
  const { body } = await review.creditChina.get('/reviews?stage=accepted');
  expect(body['items']).toContainEqual(expect.objectContaining({ caseId: done, dueAt: '2027-01-18T16:00:00.000Z' }));
});

test('a sweep is the operator’s', async () => {
  expect((await review.creditChina.post('/deadline-sweeps')).status).toBe(403);
});

test.each([
  ['a year that is no year', { '2027': 'closed' }, 400, 'years.2027'],
  ['days that are no list', { '2027': { holidays: '2027-01-01', makeUpDays: [] } }, 400, 'years.2027.holidays'],
  [
    'a day that is holiday and worked',
    { ...builtInCalendar.years, '2027': { holidays: ['2027-01-03'], makeUpDays: ['2027-01-03'] } },
    422,
    'years.2027.makeUpDays',
  ],
])('%s is no calendar', async (_case, years, status, field) => {
  const answer = await review.operator.post('/calendars', { edition: 'CN-2027x', years });
  expect(answer.status).toBe(status);
  expect(answer.body.errors).toContainEqual(expect.objectContaining({ field }));
});
