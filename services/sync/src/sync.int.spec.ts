import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sitePaths, type Receipt } from '@tongxiu/contracts';
import { messagingMigrations } from '@tongxiu/messaging';
import { eventually, testPostgres, type TestPostgres } from '@tongxiu/testkit';
import { builtInCalendar, type CalendarEdition } from '@tongxiu/working-days';
import { DataSource } from 'typeorm';
import { syncMigrations } from './adapters/postgres/migrations/sync-0001.js';
import { FakeSite } from './fakes/fake-site.js';
import { keyOf, publication, SyncUnderTest, type UnderTest } from './fakes/sync-under-test.js';

let postgres: TestPostgres;
let template: string;
let databaseUrl: string;
let one: FakeSite;
let other: FakeSite;
let sync: SyncUnderTest | undefined;

beforeAll(async () => {
  postgres = await testPostgres();
  template = await postgres.createDatabase();
  const dataSource = new DataSource({ type: 'postgres', url: template, migrations: [...messagingMigrations, ...syncMigrations] });
  await dataSource.initialize();
  await dataSource.runMigrations();
  await dataSource.destroy();
}, 60_000);

beforeEach(async () => {
  databaseUrl = await postgres.createDatabase(template);
  one = await new FakeSite().start();
  other = await new FakeSite().start();
});

afterEach(async () => {
  await sync?.stop();
  sync = undefined;
  await one.stop();
  await other.stop();
});

afterAll(async () => postgres.stop());

const started = async (options: Partial<UnderTest> = {}): Promise<SyncUnderTest> => {
  sync = await SyncUnderTest.start({ databaseUrl, sites: { one, other }, ...options });
  return sync;
};

const many = (count: number): number[] => [...Array(count).keys()];

const timelineOf = (number: number) => sync?.timelines.of(keyOf(number), '2026-11-20T02:00:00.000Z');

const sitesOf = async (number: number, version: number) =>
  (await timelineOf(number))?.versions.find((entry) => entry.version === version)?.sites ?? [];

const statesOf = async (number: number, version: number): Promise<string[]> => (await sitesOf(number, version)).map(({ state }) => state);

/** Waits for the states of a version on site `one`, then on site `other`. */
const reached = async (number: number, version: number, ...states: string[]): Promise<void> => {
  await eventually(
    async () => {
      expect(await statesOf(number, version)).toEqual(states);
      return true;
    },
    { timeoutMs: 4000 },
  );
};

const made = (site: FakeSite): string[] => site.bulletin.map(({ recordKey, version }) => `${recordKey} ${version}`);

test('every site is driven to the desired state, and the public side confirms it', async () => {
  const { take, reports } = await started();
  await take(many(700).map((number) => publication(number, 1, 'shown')));
  await take(many(700).map((number) => publication(number, 2, 'withdrawn')));
  await reached(699, 2, 'verified', 'verified');
  for (const site of [one, other]) {
    expect(site.held.size).toBe(700);
    expect([...site.held.values()].every(({ version, state }) => version === 2 && state === 'withdrawn')).toBe(true);
  }
  expect(reports).toEqual([]);
});

test('the same publication taken in twice, or late, changes nothing at a site', async () => {
  const { take } = await started();
  await take([publication(1, 2, 'removed')]);
  await reached(1, 2, 'verified', 'verified');
  await take([publication(1, 1, 'shown'), publication(1, 2, 'removed')]);
  await take([publication(2, 1, 'shown')]);
  await reached(2, 1, 'verified', 'verified');
  expect(made(one)).toEqual([`${keyOf(1)} 2`, `${keyOf(2)} 1`]);
  expect(await statesOf(1, 1)).toEqual(['superseded', 'superseded']);
  expect((await sync?.outcomes.after(0, 10))?.map(({ position }) => position)).toEqual([1]);
});

test('a dispatch without receipts is asked about after a kill, and nothing is doubled', async () => {
  const { take } = await started();
  one.guarded = false;
  one.misbehave = (path) => (path === sitePaths.publications ? { kind: 'drop', applied: true } : { kind: 'refuse', status: 503 });
  await take(many(5).map((number) => publication(number, 1, 'shown')));
  await eventually(() => one.bulletin.length === 5);
  await sync?.stop();
  one.misbehave = () => undefined;
  await started();
  await reached(4, 1, 'verified', 'verified');
  expect(made(one)).toEqual(many(5).map((number) => `${keyOf(number)} 1`));
  expect(one.asked.some(({ path }) => path === sitePaths.status)).toBe(true);
});

test('an answer that comes too late is asked about; only what is missing is sent again', async () => {
  const { take } = await started({ siteTimeoutMs: 200 });
  one.guarded = false;
  let hung = 0;
  one.misbehave = (path) => (path === sitePaths.publications && hung++ === 0 ? { kind: 'hang' } : undefined);
  other.guarded = false;
  let dropped = 0;
  other.misbehave = (path) => (path === sitePaths.publications && dropped++ === 0 ? { kind: 'drop', applied: true } : undefined);
  await take(many(3).map((number) => publication(number, 1, 'shown')));
  await reached(2, 1, 'verified', 'verified');
  for (const site of [one, other]) expect(made(site)).toEqual(many(3).map((number) => `${keyOf(number)} 1`));
});

test.each([
  ['too few', (receipts: Receipt[]) => receipts.slice(1)],
  ['for other records', (receipts: Receipt[]) => receipts.map((receipt) => ({ ...receipt, recordKey: keyOf(99) }))],
  ['for other versions', (receipts: Receipt[]) => receipts.map((receipt) => ({ ...receipt, version: 7 }))],
  ['in another order', (receipts: Receipt[]) => [...receipts].reverse()],
])('receipts that are %s are not believed: the site is asked', async (_case, receipts) => {
  const { take, reports } = await started();
  one.guarded = false;
  let wrong = 0;
  one.misbehave = (path) => (path === sitePaths.publications && wrong++ === 0 ? { kind: 'garble', receipts } : undefined);
  await take(many(3).map((number) => publication(number, 1, 'shown')));
  await reached(2, 1, 'verified', 'verified');
  expect(made(one)).toHaveLength(3);
  expect((await sitesOf(0, 1)).map(({ receiptNo }) => receiptNo)).toEqual(['R-1', 'R-1']);
  expect(reports).toHaveLength(1);
});

test('a listing that was delayed never comes back after its removal, even at a site that takes whatever arrives', async () => {
  const { take } = await started();
  one.guarded = false;
  let refusals = 0;
  one.misbehave = (path) =>
    path === sitePaths.publications && refusals++ < 2 ? { kind: 'refuse', status: 503, retryAfter: '0' } : undefined;
  await take([publication(1, 1, 'shown')]);
  await take([publication(1, 2, 'removed')]);
  await reached(1, 2, 'verified', 'verified');
  expect(one.bulletin.at(-1)).toMatchObject({ version: 2, state: 'removed' });
  expect([...(await statesOf(1, 1))]).not.toContain('due');
});

test('what a site accepts is asked about until it is carried out', async () => {
  const { take } = await started();
  one.misbehave = (path) => (path === sitePaths.publications ? { kind: 'accept' } : undefined);
  await take([publication(1, 1, 'shown')]);
  await reached(1, 1, 'accepted', 'verified');
  one.settlePending();
  await reached(1, 1, 'verified', 'verified');
  expect((await sitesOf(1, 1))[0]?.receiptNo).toBe('R-1');
});

test('what a site accepted and later rejected is parked with its code, until a newer version supersedes it', async () => {
  const { take } = await started();
  one.misbehave = (path) => (path === sitePaths.publications ? { kind: 'accept' } : undefined);
  await take([publication(1, 1, 'shown')]);
  await reached(1, 1, 'accepted', 'verified');
  one.settlePending('ACCEPTED_BUT_LATER_REJECTED');
  await reached(1, 1, 'parked', 'verified');
  expect((await sitesOf(1, 1))[0]?.code).toBe('ACCEPTED_BUT_LATER_REJECTED');
  one.misbehave = () => undefined;
  await take([publication(1, 2, 'removed')]);
  await reached(1, 2, 'verified', 'verified');
  expect(await statesOf(1, 1)).toEqual(['superseded', 'verified']);
});

test('a newer version waits while a site owes the older one it has accepted', async () => {
  const { take } = await started();
  one.guarded = false;
  one.misbehave = (path, changes) =>
    path === sitePaths.publications && changes.some(({ recordKey, version }) => recordKey === keyOf(1) && version === 1)
      ? { kind: 'accept' }
      : undefined;
  await take([publication(1, 1, 'shown')]);
  await reached(1, 1, 'accepted', 'verified');
  await take([publication(1, 2, 'removed'), publication(2, 1, 'shown')]);
  await reached(2, 1, 'verified', 'verified');
  expect(one.held.get(keyOf(1))).toBeUndefined();
  one.settlePending();
  await reached(1, 2, 'verified', 'verified');
  expect(one.bulletin.filter(({ recordKey }) => recordKey === keyOf(1)).map(({ version }) => version)).toEqual([1, 2]);
});

test('a permanent refusal parks one record and no other; an operator may take it up again', async () => {
  const { take } = await started();
  one.misbehave = (path, changes) =>
    path === sitePaths.publications && changes.some(({ recordKey }) => recordKey === keyOf(1)) && changes.length === 1
      ? { kind: 'reject', code: 'NO_PERMISSION' }
      : undefined;
  await take([publication(1, 1, 'shown')]);
  await reached(1, 1, 'parked', 'verified');
  expect(await sync?.oversight.effects({ site: 'one', state: 'parked', after: 0, limit: 10 })).toMatchObject([
    { recordKey: keyOf(1), version: 1, state: 'parked', code: 'NO_PERMISSION' },
  ]);
  one.misbehave = () => undefined;
  expect(await sync?.oversight.retry('one', keyOf(1), 1)).toBe('taken-up');
  sync?.engine.wake('one');
  await reached(1, 1, 'verified', 'verified');
  expect(await sync?.oversight.retry('one', keyOf(1), 1)).toBe('not-open');
  expect(await sync?.oversight.retry('one', keyOf(7), 1)).toBe('unknown');
});

test('one record a site cannot read is found among many and parked; its neighbours go on', async () => {
  const { take } = await started();
  one.misbehave = (path, changes) =>
    path === sitePaths.publications && changes.some(({ recordKey }) => recordKey === keyOf(137))
      ? { kind: 'refuse', status: 400, code: 'MALFORMED' }
      : undefined;
  await take(many(300).map((number) => publication(number, 1, 'shown')));
  await reached(299, 1, 'verified', 'verified');
  await reached(137, 1, 'parked', 'verified');
  expect(one.held.size).toBe(299);
});

test('a site that refuses everything loses nothing to the parking lot', async () => {
  const { take } = await started();
  one.misbehave = (path) => (path === sitePaths.publications ? { kind: 'refuse', status: 400, code: 'MALFORMED' } : undefined);
  await take(many(40).map((number) => publication(number, 1, 'shown')));
  await eventually(async () => (await sync?.oversight.lanes())?.find(({ id }) => id === 'one')?.breaker !== 'closed');
  const lane = (await sync?.oversight.lanes())?.find(({ id }) => id === 'one');
  expect(lane?.parked).toBeLessThanOrEqual(5);
  expect((lane?.parked ?? 0) + (lane?.open ?? 0)).toBe(40);
});

test('a working key that expires is renewed and the request repeated at once', async () => {
  const { take } = await started();
  await take([publication(1, 1, 'shown')]);
  await reached(1, 1, 'verified', 'verified');
  one.expireKeys();
  await take([publication(2, 1, 'shown')]);
  await reached(2, 1, 'verified', 'verified');
  expect((await sync?.oversight.lanes())?.[0]?.lastError).toBeNull();
});

test('a batch that is too big for a site is halved until it fits', async () => {
  const { take } = await started();
  one.misbehave = (path, changes) =>
    path === sitePaths.publications && changes.length > 30 ? { kind: 'refuse', status: 413, code: 'TOO_MANY_CHANGES' } : undefined;
  await take(many(200).map((number) => publication(number, 1, 'shown')));
  await reached(199, 1, 'verified', 'verified');
  expect(made(one)).toHaveLength(200);
});

test('a site that is down does not slow the others, and catches up on what is still wanted when it is back', async () => {
  const { take } = await started({ nowMs: () => Date.parse('2026-11-23T15:59:00.000Z') + performance.now() });
  await one.stop();
  await take(many(50).map((number) => publication(number, 1, 'shown')));
  await eventually(() => other.held.size === 50);
  await take(many(50).map((number) => publication(number, 2, 'withdrawn')));
  await eventually(async () => {
    expect(await statesOf(49, 2)).toEqual(['due', 'verified']);
    return true;
  });
  expect((await sync?.oversight.lanes())?.[0]).toMatchObject({ id: 'one', open: 100 });
  await one.start();
  await reached(49, 2, 'verified', 'verified');
  await reached(0, 1, 'superseded', 'verified');
  expect(made(one)).toEqual(many(50).map((number) => `${keyOf(number)} 2`));
});

test('a public side that lags is looked at again; one that stays wrong makes the change due again', async () => {
  const { take, reports } = await started();
  let looks = 0;
  one.shows = (_key, held) => (looks++ < 2 ? undefined : held);
  await take([publication(1, 1, 'shown')]);
  await reached(1, 1, 'verified', 'verified');
  expect((await sync?.oversight.lanes())?.[0]?.readBackDifferences).toBe(1);
  expect(reports).toEqual([]);
});

test('a repair that every site has applied is told once, with the receipts', async () => {
  const { take, pool } = await started();
  const repair = publication(1, 2, 'withdrawn');
  await take([publication(1, 1, 'shown'), repair, publication(2, 1, 'removed')]);
  const told = () => pool.query(`select value from outbox where topic = 'tongxiu.sync'`);
  await eventually(async () => (await told()).rows.length > 0);
  await reached(2, 1, 'verified', 'verified');
  const { rows } = await told();
  expect(rows).toHaveLength(1);
  expect(JSON.parse(rows[0].value)).toMatchObject({
    caseId: repair.cause.caseId,
    recordKey: keyOf(1),
    version: 2,
    receipts: [
      { site: 'one', tier: 'city', receiptNo: 'R-1' },
      { site: 'other', tier: 'city', receiptNo: 'R-1' },
    ],
  });
});

test('a repair that waits for one site is told when that site has it', async () => {
  const { take, pool } = await started();
  one.misbehave = (path) => (path === sitePaths.publications ? { kind: 'accept' } : undefined);
  await take([publication(1, 2, 'withdrawn')]);
  await reached(1, 2, 'accepted', 'verified');
  await eventually(async () => (await pool.query(`select from closing_later`)).rows.length === 1);
  expect((await pool.query(`select from outbox where topic = 'tongxiu.sync'`)).rows).toHaveLength(0);
  one.settlePending();
  await eventually(async () => (await pool.query(`select from outbox where topic = 'tongxiu.sync'`)).rows.length === 1);
  expect((await pool.query(`select from closing_later`)).rows).toHaveLength(0);
});

test('outcomes count on without gaps, and their facts carry the same positions', async () => {
  const { take, pool, outcomes } = await started();
  await Promise.all(many(20).map((number) => take([publication(number, 1, 'shown'), publication(number, 2, 'withdrawn')])));
  const page = await outcomes.after(0, 100);
  expect(page.map(({ position }) => position)).toEqual(many(20).map((number) => number + 1));
  const { rows } = await pool.query(`select value from outbox where topic = 'tongxiu.outcomes'`);
  const positions = rows.map(({ value }) => (JSON.parse(value) as { position: number }).position).sort((a, b) => a - b);
  expect(positions).toEqual(page.map(({ position }) => position));
});

test('a due time that passes is written down once and stays late when the site follows', async () => {
  let now = Date.parse('2026-11-20T03:00:00.000Z');
  const { take, clocks, pool, oversight } = await started({ nowMs: () => now });
  await one.stop();
  await take([publication(1, 1, 'shown')]);
  await eventually(() => other.held.size === 1);
  now = Date.parse('2026-11-23T16:00:01.000Z');
  const breaches = async () => (await pool.query(`select site_no, due_at from breach`)).rows;
  await eventually(async () => {
    await clocks.sweep();
    return (await breaches()).length > 0;
  });
  await clocks.sweep();
  expect(await breaches()).toMatchObject([{ due_at: new Date('2026-11-23T16:00:00.000Z') }]);
  await one.start();
  await reached(1, 1, 'verified', 'verified');
  expect((await oversight.lanes())[0]?.breaches).toBe(1);
});

test('a clock that runs into a year without a calendar is provisional, and counted when the year is loaded', async () => {
  let calendar: CalendarEdition = builtInCalendar;
  const { take, clocks } = await started({ calendar: () => calendar });
  await take([publication(1, 1, 'shown', { clockStartedAt: '2026-12-31T02:00:00.000Z' })]);
  expect((await timelineOf(1))?.versions[0]?.clock).toMatchObject({ provisional: true, dueAt: null, calendar: builtInCalendar.edition });
  calendar = { edition: 'CN-2027', years: { ...builtInCalendar.years, 2027: { holidays: ['2027-01-01'], makeUpDays: [] } } };
  await eventually(async () => {
    await clocks.sweep();
    return (await timelineOf(1))?.versions[0]?.clock.provisional === false;
  });
  expect((await timelineOf(1))?.versions[0]?.clock).toMatchObject({
    provisional: false,
    dueAt: '2027-01-04T16:00:00.000Z',
    calendar: 'CN-2027',
  });
});

test('two instances share the sites: each lane is worked by one of them, and the other takes over', async () => {
  const { take } = await started();
  const second = await SyncUnderTest.start({ databaseUrl, sites: { one, other } });
  await take([publication(1, 1, 'shown')]);
  await reached(1, 1, 'verified', 'verified');
  await sync?.stop();
  sync = second;
  await second.take([publication(1, 2, 'removed')]);
  await reached(1, 2, 'verified', 'verified');
  expect(made(one)).toEqual([`${keyOf(1)} 1`, `${keyOf(1)} 2`]);
});
