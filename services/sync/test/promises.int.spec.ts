import { expect, jest, test } from '@jest/globals';
import { sitePaths } from '@tongxiu/contracts';
import { eventually, year2027 } from '@tongxiu/testkit';
import { builtInCalendar, type CalendarEdition } from '@tongxiu/working-days';
import { made, many, Stage } from './stage.js';
import { friday, keyOf, publication } from './sync-under-test.js';

jest.setTimeout(30_000);
const stage = new Stage();

test('a repair that every site has applied is told once, with the receipts', async () => {
  const { take, pool } = await stage.started();
  const repair = publication(1, 2, 'withdrawn');
  await take([publication(1, 1, 'shown'), repair, publication(2, 1, 'removed')]);
  const told = () => pool.query(`select value from outbox where topic = 'tongxiu.sync'`);
  await eventually(async () => (await told()).rows.length > 0);
  await stage.reached(2, 1, 'verified', 'verified');
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
  const { take, pool } = await stage.started();
  stage.one.misbehave = (path) => (path === sitePaths.publications ? { kind: 'accept' } : undefined);
  await take([publication(1, 2, 'withdrawn')]);
  await stage.reached(1, 2, 'accepted', 'verified');
  await eventually(async () => (await pool.query(`select from closing_later`)).rows.length === 1);
  expect((await pool.query(`select from outbox where topic = 'tongxiu.sync'`)).rows).toHaveLength(0);
  stage.one.settlePending();
  await eventually(async () => (await pool.query(`select from outbox where topic = 'tongxiu.sync'`)).rows.length === 1);
  expect((await pool.query(`select from closing_later`)).rows).toHaveLength(0);
});

test('outcomes count on without gaps, and their facts carry the same positions', async () => {
  const { take, pool, outcomes } = await stage.started();
  await Promise.all(many(20).map((number) => take([publication(number, 1, 'shown'), publication(number, 2, 'withdrawn')])));
  const page = await outcomes.after(0, 100);
  expect(page.map(({ position }) => position)).toEqual(many(20).map((number) => number + 1));
  const { rows } = await pool.query(`select value from outbox where topic = 'tongxiu.outcomes'`);
  const positions = rows.map(({ value }) => (JSON.parse(value) as { position: number }).position).sort((a, b) => a - b);
  expect(positions).toEqual(page.map(({ position }) => position));
});

test('a due time that passes is written down once and stays late when the site follows', async () => {
  let now = Date.parse('2026-11-20T03:00:00.000Z');
  const { take, clocks, pool, oversight } = await stage.started({ nowMs: () => now + performance.now() });
  await stage.one.stop();
  await take([publication(1, 1, 'shown', { clockStartedAt: friday })]);
  await stage.reached(1, 1, 'due', 'verified');
  now = Date.parse('2026-11-23T16:00:01.000Z');
  const breaches = async () => (await pool.query(`select site_no, due_at from breach`)).rows;
  await eventually(async () => {
    await clocks.sweep();
    return (await breaches()).length > 0;
  });
  await clocks.sweep();
  expect(await breaches()).toMatchObject([{ due_at: new Date('2026-11-23T16:00:00.000Z') }]);
  await stage.one.start();
  await stage.reached(1, 1, 'verified', 'verified');
  expect((await oversight.lanes())[0]?.breaches).toBe(1);
});

test('who was told of a repair is told when it is revoked; a listing is no outcome', async () => {
  const { take, outcomes } = await stage.started();
  const repair = publication(1, 2, 'withdrawn');
  const { caseId, rulebook } = repair.cause;
  const revocation = publication(1, 3, 'shown');
  await take([publication(1, 1, 'shown'), repair]);
  await take([{ ...revocation, cause: { ...revocation.cause, caseId, rulebook } }, publication(1, 4, 'shown')]);
  expect((await outcomes.after(0, 10)).map(({ position, version, state }) => [position, version, state])).toEqual([
    [1, 2, 'withdrawn'],
    [2, 3, 'shown'],
  ]);
});

test.each([
  ['is parked', true],
  ['is applied', false],
])('a due time that passes undelivered is written down also where a newer version %s in its place', async (_case, parking) => {
  let now = Date.parse('2026-11-20T03:00:00.000Z');
  const { take, clocks, pool } = await stage.started({ nowMs: () => now + performance.now() });
  await stage.one.stop();
  await take([publication(1, 1, 'withdrawn', { clockStartedAt: friday })]);
  await stage.reached(1, 1, 'due', 'verified');
  await take([publication(1, 2, 'removed', { clockStartedAt: '2026-11-23T02:00:00.000Z' })]);
  if (parking) {
    stage.one.misbehave = (path) => (path === sitePaths.publications ? { kind: 'reject', code: 'NO_PERMISSION' } : undefined);
    await stage.one.start();
    await stage.reached(1, 2, 'parked', 'verified');
    await clocks.sweep();
    expect((await pool.query(`select from breach`)).rows).toHaveLength(0);
  }
  now = Date.parse('2026-11-23T16:00:01.000Z');
  if (parking) await clocks.sweep();
  else await stage.one.start();
  await stage.reached(1, 1, 'superseded', 'verified');
  const { rows } = await pool.query(`select c.version, b.due_at from breach b join change c on c.id = b.change_id`);
  expect(rows).toEqual([{ version: 1, due_at: new Date('2026-11-23T16:00:00.000Z') }]);
  expect((await stage.sitesOf(1, 1))[0]).toMatchObject({ site: 'one', late: true });
});

test('a clock that runs into a year without a calendar is provisional, and counted when the year is loaded', async () => {
  let calendar: CalendarEdition = builtInCalendar;
  const { take, clocks } = await stage.started({ calendar: () => calendar });
  await take([publication(1, 1, 'shown', { clockStartedAt: '2026-12-31T02:00:00.000Z' })]);
  expect((await stage.timelineOf(1))?.versions[0]?.clock).toMatchObject({
    provisional: true,
    dueAt: null,
    calendar: builtInCalendar.edition,
  });
  calendar = { edition: 'CN-2027', years: { ...builtInCalendar.years, '2027': year2027 } };
  await eventually(async () => {
    await clocks.sweep();
    return (await stage.timelineOf(1))?.versions[0]?.clock.provisional === false;
  });
  expect((await stage.timelineOf(1))?.versions[0]?.clock).toMatchObject({
    provisional: false,
    dueAt: '2027-01-04T16:00:00.000Z',
    calendar: 'CN-2027',
    recounts: [{ from: { calendar: 'CN-2026', dueAt: null }, to: { calendar: 'CN-2027', dueAt: '2027-01-04T16:00:00.000Z' } }],
  });
});

test('two instances share the sites: each lane is worked by one of them, and the other takes over', async () => {
  const first = await stage.started();
  const second = await stage.started();
  await first.take([publication(1, 1, 'shown')]);
  await stage.reached(1, 1, 'verified', 'verified');
  await stage.ended(first);
  await second.take([publication(1, 2, 'removed')]);
  await stage.reached(1, 2, 'verified', 'verified');
  expect(made(stage.one)).toEqual([`${keyOf(1)} 1`, `${keyOf(1)} 2`]);
});
