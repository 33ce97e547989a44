import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { year2027 } from '@tongxiu/testkit';
import { builtInCalendar, type CalendarEdition } from '@tongxiu/working-days';
import { marketBureau, ReviewUnderTest, waterBureau } from './review-under-test.js';

/** Each of these moves the clock and the calendar of the whole service, so each has one of its own. */
let review: ReviewUnderTest | undefined;
beforeEach(async () => {
  await review?.stop();
  review = await ReviewUnderTest.start();
}, 60_000);
afterAll(() => review?.stop());

const under = (): ReviewUnderTest => {
  if (review === undefined) throw new Error('the service is not running');
  return review;
};

const because = [{ message: { zh: '收据与决定书不符。', en: 'The receipt is not for this decision.' } }];
const sweep = async () => (await under().operator.post('/deadline-sweeps')).body;
const listed = async (query: string, caller = under().operator) => {
  const { body } = await caller.get(`/deadlines?limit=200&${query}`);
  return (body['items'] as { caseId: string; what: string; level: number | null; dueDate: string; status: string }[]).map(
    ({ caseId, what, level, dueDate, status }) => ({ caseId, what, level, dueDate, status }),
  );
};
const keptOf = async (caseId: string, what: string) => {
  const { body } = await under().operator.get(`/reviews/${caseId}`);
  return (body['deadlines'] as { what: string; warnings: object[]; recounts: object[] }[]).find((deadline) => deadline.what === what);
};

/** The edition an autumn notice might bring: two more days off in March 2026, and 2027. */
const revised: CalendarEdition = {
  edition: 'CN-2026-rev',
  years: {
    ...builtInCalendar.years,
    '2026': {
      holidays: [...(builtInCalendar.years['2026']?.holidays ?? []), '2026-03-10', '2026-03-11'],
      makeUpDays: builtInCalendar.years['2026']?.makeUpDays ?? [],
    },
    '2027': year2027,
  },
};

describe('whoever answers for a limit is warned at 50, 70, 90 and 100 percent of its working days', () => {
  test('each level once, when it is crossed, and the breach is filed (H-031)', async () => {
    const caseId = await under().openCase();
    under().clock.set('2026-03-04T03:59:59.000Z');
    expect(await sweep()).toEqual({ missed: 0, recounted: 0, warned: 0 });
    under().clock.set('2026-03-04T04:00:00.000Z');
    expect(await sweep()).toEqual({ missed: 0, recounted: 0, warned: 2 });
    expect(await sweep()).toEqual({ missed: 0, recounted: 0, warned: 0 });
    expect(await listed('level=50')).toEqual([
      { caseId, what: 'accept', level: 50, dueDate: '2026-03-05', status: 'running' },
      { caseId, what: 'supplementNotice', level: 50, dueDate: '2026-03-05', status: 'running' },
    ]);
    expect(await listed('level=70')).toEqual([]);

    under().clock.set('2026-03-09T01:00:00.000Z');
    expect(await sweep()).toEqual({ missed: 1, recounted: 0, warned: 6 });
    expect((await keptOf(caseId, 'accept'))?.warnings).toEqual([
      { level: 50, crossedAt: '2026-03-04T04:00:00.000Z' },
      { level: 70, crossedAt: '2026-03-04T18:24:00.000Z' },
      { level: 90, crossedAt: '2026-03-05T08:48:00.000Z' },
      { level: 100, crossedAt: '2026-03-05T16:00:00.000Z' },
    ]);
    expect(await listed('status=missed')).toEqual([{ caseId, what: 'accept', level: 100, dueDate: '2026-03-05', status: 'missed' }]);
  });

  test('a unit sees its own limits and an operator all, page by page, soonest due first', async () => {
    const market = under().as('reviewer', marketBureau);
    for (const day of ['2026-02-26', '2026-02-27', '2026-02-25']) {
      await under().openCase({ channel: 'publicitySystem', submittedAt: `${day}T02:00:00.000Z` });
    }
    await under().openCase();
    expect(await listed('', under().as('reviewer', waterBureau))).toEqual([]);
    expect(await listed('', market)).toHaveLength(6);
    const seen: string[] = [];
    for (let after = ''; ;) {
      const { body } = await under().operator.get(`/deadlines?limit=3${after}`);
      seen.push(...(body['items'] as { dueAt: string }[]).map(({ dueAt }) => dueAt));
      if (typeof body['next'] !== 'string') break;
      after = `&after=${encodeURIComponent(body['next'])}`;
    }
    expect(seen).toHaveLength(8);
    expect(seen).toEqual([...seen].sort());
    expect((await market.get('/deadlines?level=60')).body.errors?.[0]?.field).toBe('level');
    expect((await market.get('/deadlines?after=nonsense')).body.errors?.[0]?.field).toBe('after');
  });

  test('a step that came too late files the breach itself; the latest breach is listed first (H-032)', async () => {
    const [early, late] = [await under().openCase(), await under().openCase({ submittedAt: '2026-03-03T02:00:00.000Z' })];
    under().clock.set('2026-03-12T02:00:00.000Z');
    for (const caseId of [early, late]) await under().creditChina.post(`/reviews/${caseId}/acceptance`);
    expect((await listed('status=missed')).map(({ caseId }) => caseId)).toEqual([late, early]);
    expect(await sweep()).toMatchObject({ missed: 0 });
  });

  test('a clock that stands still for a supplement warns of nothing and is listed as suspended (J-026)', async () => {
    const caseId = await under().openCase();
    await under().creditChina.post(`/reviews/${caseId}/supplement-notice`, { reasons: because });
    under().clock.set('2026-03-20T02:00:00.000Z');
    expect(await sweep()).toEqual({ missed: 0, recounted: 0, warned: 0 });
    expect(await listed('status=suspended')).toMatchObject([{ caseId, what: 'accept', status: 'suspended' }]);
    expect(await listed('')).toEqual([]);
  });
});

describe('a calendar edition is loaded', () => {
  test('open limits are counted again, with the old last day kept; what was missed stays missed', async () => {
    const [open, missed, objected] = [await under().openCase({}, true), await under().openCase(), under().application()];
    await under().receive(objected);
    await under().creditChina.post(`/reviews/${objected.caseId}/acceptance`);
    const refusal = {
      decision: 'refuse',
      findings: { corrected: true, obligationsPerformed: true, commitmentPublishable: true, untrue: false },
    };
    await under().creditChina.post(`/reviews/${objected.caseId}/decision`, { ...refusal, reasons: because });
    under().clock.set('2026-03-06T02:00:00.000Z');
    await under().receive(under().objection(objected.caseId, objected.recordKey));
    expect((await under().operator.post('/calendars', revised)).status).toBe(200);
    expect(await sweep()).toMatchObject({ missed: 1, recounted: 3 });
    expect(await sweep()).toMatchObject({ missed: 0, recounted: 0 });
    expect(await under().deadlines(open)).toMatchObject({ accept: ['met', '2026-03-05'], decide: ['running', '2026-03-13'] });
    expect(await under().deadlines(missed)).toMatchObject({ accept: ['missed', '2026-03-05'] });
    expect(await under().deadlines(objected.caseId)).toMatchObject({ answerObjection: ['running', '2026-03-17'] });
    expect((await keptOf(open, 'decide'))?.recounts).toEqual([
      {
        at: '2026-03-06T02:00:00.000Z',
        from: { calendar: 'CN-2026', dueDate: '2026-03-11' },
        to: { calendar: 'CN-2026-rev', dueDate: '2026-03-13' },
      },
    ]);
    const { body } = await under().creditChina.get('/objections');
    expect(body['items']).toMatchObject([{ caseId: objected.caseId, dueAt: '2026-03-17T16:00:00.000Z' }]);
  });

  test('what was provisional runs', async () => {
    under().clock.set('2026-12-30T02:00:00.000Z');
    const caseId = await under().openCase();
    expect(await listed('status=provisional')).toMatchObject([
      { caseId, dueDate: null },
      { caseId, dueDate: null },
    ]);
    expect(await listed('')).toEqual([]);
    await under().operator.post('/calendars', revised);
    expect(await sweep()).toMatchObject({ recounted: 2 });
    expect(await listed('status=provisional')).toEqual([]);
    expect(await listed('')).toMatchObject([
      { caseId, dueDate: '2027-01-05' },
      { caseId, dueDate: '2027-01-05' },
    ]);
  });
});

test('a limit of sharing that was kept at once is still provisional while the calendar lacks its year, and is told as such', async () => {
  await under().stop();
  review = await ReviewUnderTest.start({ JURISDICTION: 'JS' });
  under().clock.set('2026-12-30T02:00:00.000Z');
  const application = Object.assign(under().application({ channel: 'publicitySystem' }), { channel: 'designatingUnitOrInstitution' });
  await under().receive(application);
  const market = under().as('reviewer', marketBureau);
  await market.post(`/reviews/${application.caseId}/acceptance`);
  under().clock.set('2026-12-31T02:00:00.000Z');
  const findings = { corrected: true, obligationsPerformed: true, commitmentPublishable: true, untrue: false };
  await market.post(`/reviews/${application.caseId}/decision`, { decision: 'approve', findings });
  const figures = async () => {
    const text = await (await under().operator.download('/metrics')).text();
    return [...text.matchAll(/^tongxiu_deadlines\{what="(share|decide)",status="(\w+)"\} (\d+)$/gmu)]
      .map(([, ...parts]) => parts.join(' '))
      .sort();
  };
  expect(await figures()).toEqual(['decide missed 0', 'decide provisional 1', 'share missed 0', 'share provisional 1']);
  const provisional = (await listed('status=provisional')).map(({ what, status }) => `${what} ${status}`);
  expect(provisional.sort()).toEqual(['decide met', 'share met']);

  await under().operator.post('/calendars', revised);
  await sweep();
  expect(await figures()).toEqual(['decide missed 0', 'share missed 0']);
  expect(await listed('status=provisional')).toEqual([]);
});

test('the limits of the 2020 notice of Jiangsu, where it is in force: seven days to decide, two to share (J-028, J-035)', async () => {
  await under().stop();
  review = await ReviewUnderTest.start({ JURISDICTION: 'JS' });
  const application = under().application({ channel: 'publicitySystem' });
  await under().receive(Object.assign(application, { channel: 'designatingUnitOrInstitution' }));
  const market = under().as('reviewer', marketBureau);
  await market.post(`/reviews/${application.caseId}/acceptance`);
  const findings = { corrected: true, obligationsPerformed: true, commitmentPublishable: true, untrue: false };
  expect((await market.post(`/reviews/${application.caseId}/decision`, { decision: 'approve', findings })).body).toMatchObject({
    stage: 'approved',
  });
  expect(await under().deadlines(application.caseId)).toEqual({
    supplementNotice: ['cancelled', '2026-03-05'],
    decide: ['met', '2026-03-11'],
    share: ['met', '2026-03-04'],
  });
});
