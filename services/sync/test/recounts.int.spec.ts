import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { sitePaths } from '@tongxiu/contracts';
import { eventually } from '@tongxiu/testkit';
import { builtInCalendar, type CalendarEdition, type CalendarYear } from '@tongxiu/working-days';
import type { TimelineClock } from '../src/app/record-timeline.js';
import { Stage } from './stage.js';
import { friday, publication, type SyncUnderTest } from './sync-under-test.js';

jest.setTimeout(30_000);
const stage = new Stage();

const known: CalendarYear = builtInCalendar.years['2026'] ?? { holidays: [], makeUpDays: [] };
const edition = (name: string, year: CalendarYear): CalendarEdition => ({
  edition: name,
  years: { ...builtInCalendar.years, '2026': year },
});
/** What was received on the Friday is due a day later: the Monday is free. */
const mondayFree = edition('CN-2026-free', { ...known, holidays: [...known.holidays, '2026-11-23'] });
/** Or two days earlier: the Saturday is worked. */
const saturdayWorked = edition('CN-2026-worked', { ...known, makeUpDays: [...known.makeUpDays, '2026-11-21'] });
const [saturdayEnds, mondayEnds, tuesdayEnds] = ['2026-11-21T16:00:00.000Z', '2026-11-23T16:00:00.000Z', '2026-11-24T16:00:00.000Z'];

let calendar: CalendarEdition;
let now: number;
beforeEach(() => {
  calendar = builtInCalendar;
  now = Date.parse('2026-11-20T03:00:00.000Z');
  for (const site of [stage.one, stage.other]) site.nowMs = nowMs;
});
const nowMs = (): number => now + performance.now();

/** The first sweep of the engine is over, so that those of the spec are the only ones. */
async function started(): Promise<SyncUnderTest> {
  let asked = 0;
  const sync = await stage.started({ calendar: () => ((asked += 1), calendar), nowMs });
  await eventually(() => asked > 0);
  await eventually(
    async () => (await sync.pool.query(`select from pg_locks where locktype = 'advisory' and objid = 7243004`)).rows.length === 0,
  );
  return sync;
}
const clockOf = async (number: number): Promise<TimelineClock | undefined> => (await stage.timelineOf(number))?.versions[0]?.clock;
const breaches = async ({ pool }: SyncUnderTest) =>
  (await pool.query(`select s.id, b.due_at from breach b join site s using (site_no) order by s.id`)).rows;
const byBuiltIn = { calendar: 'CN-2026', dueAt: mondayEnds };
const countedAgain = {
  dueAt: tuesdayEnds,
  calendar: 'CN-2026-free',
  recounts: [{ at: expect.any(String), from: byBuiltIn, to: { calendar: 'CN-2026-free', dueAt: tuesdayEnds } }],
};

describe('when another edition is loaded', () => {
  test.each([
    ['waits for a site that is down', () => stage.one.stop(), 'due'],
    [
      'is parked at a site',
      () => {
        stage.one.misbehave = (path) => (path === sitePaths.publications ? { kind: 'reject', code: 'NO_PERMISSION' } : undefined);
      },
      'parked',
    ],
    [
      'is accepted by a site and not carried out',
      () => {
        stage.one.misbehave = (path) => (path === sitePaths.publications ? { kind: 'accept' } : undefined);
      },
      'accepted',
    ],
  ])('the clock of a change that %s is counted again, with the old due time kept', async (_case, hinder, state) => {
    const sync = await started();
    await Promise.resolve(hinder());
    await sync.take([publication(1, 1, 'shown', { clockStartedAt: friday })]);
    await stage.reached(1, 1, state, 'verified');
    expect(await clockOf(1)).toMatchObject({ ...byBuiltIn, recounts: [] });
    calendar = mondayFree;
    await sync.clocks.sweep();
    expect(await clockOf(1)).toMatchObject(countedAgain);
    await sync.clocks.sweep();
    expect(await clockOf(1)).toMatchObject(countedAgain);
    now = Date.parse(mondayEnds);
    await sync.clocks.sweep();
    expect(await breaches(sync)).toEqual([]);
    now = Date.parse(tuesdayEnds);
    await sync.clocks.sweep();
    expect(await breaches(sync)).toEqual([{ id: 'one', due_at: new Date(tuesdayEnds) }]);
  });

  test('the clock of an older version a newer one was sent instead of runs on and is counted again', async () => {
    const sync = await started();
    await stage.one.stop();
    await sync.take([publication(1, 1, 'withdrawn', { clockStartedAt: friday })]);
    await stage.reached(1, 1, 'due', 'verified');
    stage.one.misbehave = (path) => (path === sitePaths.publications ? { kind: 'reject', code: 'NO_PERMISSION' } : undefined);
    await sync.take([publication(1, 2, 'removed', { clockStartedAt: friday })]);
    await stage.one.start();
    await stage.reached(1, 2, 'parked', 'verified');
    calendar = mondayFree;
    await sync.clocks.sweep();
    expect(await clockOf(1)).toMatchObject(countedAgain);
  });

  test('what every site has applied keeps its own, and a breach is never re-based (I5)', async () => {
    const sync = await started();
    await sync.take([publication(1, 1, 'shown', { clockStartedAt: friday })]);
    await stage.reached(1, 1, 'verified', 'verified');
    await stage.one.stop();
    await sync.take([publication(2, 1, 'shown', { clockStartedAt: friday })]);
    await stage.reached(2, 1, 'due', 'verified');
    now = Date.parse(mondayEnds);
    calendar = mondayFree;
    await sync.clocks.sweep();
    await sync.clocks.sweep();
    for (const number of [1, 2]) expect(await clockOf(number)).toMatchObject({ ...byBuiltIn, recounts: [] });
    expect(await breaches(sync)).toEqual([{ id: 'one', due_at: new Date(mondayEnds) }]);
  });

  test('what it puts into the past is late where it is open, and not where it was applied in time', async () => {
    const sync = await started();
    await stage.one.stop();
    now = Date.parse('2026-11-22T02:00:00.000Z');
    await sync.take([publication(1, 1, 'shown', { clockStartedAt: friday })]);
    await stage.reached(1, 1, 'due', 'verified');
    now += 60_000;
    calendar = saturdayWorked;
    await sync.clocks.sweep();
    expect(await clockOf(1)).toMatchObject({ dueAt: saturdayEnds, recounts: [{ from: byBuiltIn }] });
    expect(await breaches(sync)).toEqual([{ id: 'one', due_at: new Date(saturdayEnds) }]);
    expect((await stage.sitesOf(1, 1)).map(({ site, late }) => [site, late])).toEqual([
      ['one', true],
      ['other', false],
    ]);
    const figures = await sync.oversight.figures(10);
    expect(figures.map(({ late }) => late)).toEqual([1, 0]);
  });

  test.each([
    ['', '2026-11-24T02:00:00.000Z'],
    [', also where its receipt arrives after both', tuesdayEnds],
  ])('a site that follows after the old due time and before the new one was not late%s', async (_case, receivedAt) => {
    const sync = await started();
    await stage.one.stop();
    await sync.take([publication(1, 1, 'shown', { clockStartedAt: friday })]);
    await stage.reached(1, 1, 'due', 'verified');
    calendar = mondayFree;
    await sync.clocks.sweep();
    stage.one.nowMs = () => Date.parse('2026-11-24T01:59:00.000Z');
    now = Date.parse(receivedAt);
    await stage.one.start();
    await stage.reached(1, 1, 'verified', 'verified');
    await sync.clocks.sweep();
    expect(await breaches(sync)).toEqual([]);
    expect((await stage.sitesOf(1, 1)).map(({ late }) => late)).toEqual([false, false]);
  });

  test('nor was one that got a newer version between the two', async () => {
    const sync = await started();
    await stage.one.stop();
    await sync.take([publication(1, 1, 'withdrawn', { clockStartedAt: friday })]);
    await stage.reached(1, 1, 'due', 'verified');
    calendar = mondayFree;
    await sync.clocks.sweep();
    now = Date.parse('2026-11-24T02:00:00.000Z');
    await sync.take([publication(1, 2, 'removed', { clockStartedAt: '2026-11-24T01:00:00.000Z' })]);
    await stage.one.start();
    await stage.reached(1, 1, 'superseded', 'verified');
    expect(await breaches(sync)).toEqual([]);
  });

  test('many instances that watch at once count every clock once, however many there are', async () => {
    const instances = [await started(), await started(), await started()];
    await stage.one.stop();
    await stage.other.stop();
    const numbers = Array.from({ length: 2_500 }, (_, index) => index);
    await instances[0]?.take(numbers.map((number) => publication(number, 1, 'shown', { clockStartedAt: friday })));
    calendar = mondayFree;
    const kept = async () =>
      (await instances[0]?.pool.query(`select count(*)::int as rows, count(distinct change_id)::int as changes from clock_recount`))?.rows;
    await eventually(async () => {
      await Promise.all(instances.map(({ clocks }) => clocks.sweep()));
      return (await kept())?.[0]?.changes === numbers.length;
    });
    await Promise.all(instances.map(({ clocks }) => clocks.sweep()));
    expect(await kept()).toEqual([{ rows: numbers.length, changes: numbers.length }]);
  });
});
