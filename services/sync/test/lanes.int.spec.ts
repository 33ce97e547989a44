import { expect, jest, test } from '@jest/globals';
import { sitePaths, type Receipt } from '@tongxiu/contracts';
import { eventually } from '@tongxiu/testkit';
import { made, many, Stage } from './stage.js';
import { friday, keyOf, publication } from './sync-under-test.js';

jest.setTimeout(30_000);
const stage = new Stage();

test('every site is driven to the desired state, and the public side confirms it', async () => {
  const { take, reports } = await stage.started();
  await take(many(700).map((number) => publication(number, 1, 'shown')));
  await take(many(700).map((number) => publication(number, 2, 'withdrawn')));
  await stage.reached(699, 2, 'verified', 'verified');
  for (const site of [stage.one, stage.other]) {
    expect(site.held.size).toBe(700);
    expect([...site.held.values()].every(({ version, state }) => version === 2 && state === 'withdrawn')).toBe(true);
  }
  expect(reports).toEqual([]);
});

test('the same publication taken in twice, or late, changes nothing at a site', async () => {
  const sync = await stage.started();
  await sync.take([publication(1, 2, 'removed')]);
  await stage.reached(1, 2, 'verified', 'verified');
  await sync.take([publication(1, 1, 'shown'), publication(1, 2, 'removed')]);
  await sync.take([publication(2, 1, 'shown')]);
  await stage.reached(2, 1, 'verified', 'verified');
  expect(made(stage.one)).toEqual([`${keyOf(1)} 2`, `${keyOf(2)} 1`]);
  expect(await stage.statesOf(1, 1)).toEqual(['superseded', 'superseded']);
  expect((await sync.outcomes.after(0, 10)).map(({ position }) => position)).toEqual([1]);
});

test('a dispatch without receipts is asked about after a kill, and nothing is doubled', async () => {
  const sync = await stage.started();
  stage.one.guarded = false;
  stage.one.misbehave = (path) => (path === sitePaths.publications ? { kind: 'drop', applied: true } : { kind: 'refuse', status: 503 });
  await sync.take(many(5).map((number) => publication(number, 1, 'shown')));
  await eventually(() => stage.one.bulletin.length === 5);
  await stage.ended(sync);
  stage.one.misbehave = () => undefined;
  await stage.started();
  await stage.reached(4, 1, 'verified', 'verified');
  expect(made(stage.one)).toEqual(many(5).map((number) => `${keyOf(number)} 1`));
  expect(stage.one.asked.some(({ path }) => path === sitePaths.status)).toBe(true);
});

test('an answer that comes too late is asked about; only what is missing is sent again', async () => {
  const { take } = await stage.started({ siteTimeoutMs: 200 });
  stage.one.guarded = false;
  let hung = 0;
  stage.one.misbehave = (path) => (path === sitePaths.publications && hung++ === 0 ? { kind: 'hang' } : undefined);
  stage.other.guarded = false;
  let dropped = 0;
  stage.other.misbehave = (path) => (path === sitePaths.publications && dropped++ === 0 ? { kind: 'drop', applied: true } : undefined);
  await take(many(3).map((number) => publication(number, 1, 'shown')));
  await stage.reached(2, 1, 'verified', 'verified');
  for (const site of [stage.one, stage.other]) expect(made(site)).toEqual(many(3).map((number) => `${keyOf(number)} 1`));
});

test.each([
  ['too few', (receipts: Receipt[]) => receipts.slice(1)],
  ['for other records', (receipts: Receipt[]) => receipts.map((receipt) => ({ ...receipt, recordKey: keyOf(99) }))],
  ['for other versions', (receipts: Receipt[]) => receipts.map((receipt) => ({ ...receipt, version: 7 }))],
  ['in another order', (receipts: Receipt[]) => [...receipts].reverse()],
])('receipts that are %s are not believed: the site is asked', async (_case, receipts) => {
  const { take, reports } = await stage.started();
  stage.one.guarded = false;
  let wrong = 0;
  stage.one.misbehave = (path) => (path === sitePaths.publications && wrong++ === 0 ? { kind: 'garble', receipts } : undefined);
  await take(many(3).map((number) => publication(number, 1, 'shown')));
  await stage.reached(2, 1, 'verified', 'verified');
  expect(made(stage.one)).toHaveLength(3);
  expect((await stage.sitesOf(0, 1)).map(({ receiptNo }) => receiptNo)).toEqual(['R-1', 'R-1']);
  expect(reports).toHaveLength(1);
});

test('a listing that was delayed never comes back after its removal, even at a site that takes whatever arrives', async () => {
  const { take } = await stage.started();
  stage.one.guarded = false;
  let refusals = 0;
  stage.one.misbehave = (path) =>
    path === sitePaths.publications && refusals++ < 2 ? { kind: 'refuse', status: 503, retryAfter: '0' } : undefined;
  await take([publication(1, 1, 'shown')]);
  await take([publication(1, 2, 'removed')]);
  await stage.reached(1, 2, 'verified', 'verified');
  expect(stage.one.bulletin.at(-1)).toMatchObject({ version: 2, state: 'removed' });
  expect([...(await stage.statesOf(1, 1))]).not.toContain('due');
});

test('what a site accepts is asked about until it is carried out', async () => {
  const { take } = await stage.started();
  stage.one.misbehave = (path) => (path === sitePaths.publications ? { kind: 'accept' } : undefined);
  await take([publication(1, 1, 'shown')]);
  await stage.reached(1, 1, 'accepted', 'verified');
  stage.one.settlePending();
  await stage.reached(1, 1, 'verified', 'verified');
  expect((await stage.sitesOf(1, 1))[0]?.receiptNo).toBe('R-1');
});

test('what a site accepted and later rejected is parked with its code, until a newer version supersedes it', async () => {
  const { take } = await stage.started();
  stage.one.misbehave = (path) => (path === sitePaths.publications ? { kind: 'accept' } : undefined);
  await take([publication(1, 1, 'shown')]);
  await stage.reached(1, 1, 'accepted', 'verified');
  stage.one.settlePending('ACCEPTED_BUT_LATER_REJECTED');
  await stage.reached(1, 1, 'parked', 'verified');
  expect((await stage.sitesOf(1, 1))[0]?.code).toBe('ACCEPTED_BUT_LATER_REJECTED');
  stage.one.misbehave = () => undefined;
  await take([publication(1, 2, 'removed')]);
  await stage.reached(1, 2, 'verified', 'verified');
  expect(await stage.statesOf(1, 1)).toEqual(['superseded', 'verified']);
});

test('a newer version waits while a site owes the older one it has accepted', async () => {
  const { take } = await stage.started();
  stage.one.guarded = false;
  stage.one.misbehave = (path, changes) =>
    path === sitePaths.publications && changes.some(({ recordKey, version }) => recordKey === keyOf(1) && version === 1)
      ? { kind: 'accept' }
      : undefined;
  await take([publication(1, 1, 'shown')]);
  await stage.reached(1, 1, 'accepted', 'verified');
  await take([publication(1, 2, 'removed'), publication(2, 1, 'shown')]);
  await stage.reached(2, 1, 'verified', 'verified');
  expect(stage.one.held.get(keyOf(1))).toBeUndefined();
  stage.one.settlePending();
  await stage.reached(1, 2, 'verified', 'verified');
  expect(stage.one.bulletin.filter(({ recordKey }) => recordKey === keyOf(1)).map(({ version }) => version)).toEqual([1, 2]);
});

test('a newer version waits for what a site has accepted also where a still older one was parked', async () => {
  const { take } = await stage.started();
  stage.one.guarded = false;
  stage.one.misbehave = (path, changes) => {
    if (path !== sitePaths.publications) return undefined;
    return changes[0]?.version === 1 ? { kind: 'reject', code: 'NO_PERMISSION' } : { kind: 'accept' };
  };
  await take([publication(1, 1, 'shown')]);
  await stage.reached(1, 1, 'parked', 'verified');
  await take([publication(1, 2, 'removed')]);
  await eventually(() => stage.one.pending.size === 1);
  stage.one.misbehave = () => undefined;
  await take([publication(1, 3, 'shown'), publication(2, 1, 'shown')]);
  await stage.reached(2, 1, 'verified', 'verified');
  expect(stage.one.held.get(keyOf(1))).toBeUndefined();
  stage.one.settlePending();
  await stage.reached(1, 3, 'verified', 'verified');
  expect(stage.one.bulletin.filter(({ recordKey }) => recordKey === keyOf(1)).map(({ version }) => version)).toEqual([2, 3]);
});

test('a permanent refusal parks one record and no other; an operator may take it up again', async () => {
  const sync = await stage.started();
  stage.one.misbehave = (path, changes) =>
    path === sitePaths.publications && changes.some(({ recordKey }) => recordKey === keyOf(1)) && changes.length === 1
      ? { kind: 'reject', code: 'NO_PERMISSION' }
      : undefined;
  await sync.take([publication(1, 1, 'shown')]);
  await stage.reached(1, 1, 'parked', 'verified');
  expect(await sync.oversight.effects({ site: 'one', state: 'parked', after: 0, limit: 10 })).toMatchObject([
    { recordKey: keyOf(1), version: 1, state: 'parked', code: 'NO_PERMISSION' },
  ]);
  stage.one.misbehave = () => undefined;
  expect(await sync.oversight.retry('one', keyOf(1), 1)).toBe('taken-up');
  sync.engine.wake('one');
  await stage.reached(1, 1, 'verified', 'verified');
  expect(await sync.oversight.retry('one', keyOf(1), 1)).toBe('not-open');
  expect(await sync.oversight.retry('one', keyOf(7), 1)).toBe('unknown');
});

test('one record a site cannot read is found among many and parked; its neighbours go on', async () => {
  const { take } = await stage.started();
  stage.one.misbehave = (path, changes) =>
    path === sitePaths.publications && changes.some(({ recordKey }) => recordKey === keyOf(137))
      ? { kind: 'refuse', status: 400, code: 'MALFORMED' }
      : undefined;
  await take(many(300).map((number) => publication(number, 1, 'shown')));
  await stage.reached(299, 1, 'verified', 'verified');
  await stage.reached(137, 1, 'parked', 'verified');
  expect(stage.one.held.size).toBe(299);
});

test('a site that refuses everything loses nothing to the parking lot', async () => {
  const sync = await stage.started();
  stage.one.misbehave = (path) => (path === sitePaths.publications ? { kind: 'refuse', status: 400, code: 'MALFORMED' } : undefined);
  await sync.take(many(40).map((number) => publication(number, 1, 'shown')));
  await eventually(async () => (await sync.oversight.lanes()).find(({ id }) => id === 'one')?.breaker !== 'closed');
  const lane = (await sync.oversight.lanes()).find(({ id }) => id === 'one');
  expect(lane?.parked).toBeLessThanOrEqual(5);
  expect((lane?.parked ?? 0) + (lane?.open ?? 0)).toBe(40);
});

test('a working key that expires is renewed and the request repeated at once', async () => {
  const sync = await stage.started();
  await sync.take([publication(1, 1, 'shown')]);
  await stage.reached(1, 1, 'verified', 'verified');
  stage.one.expireKeys();
  await sync.take([publication(2, 1, 'shown')]);
  await stage.reached(2, 1, 'verified', 'verified');
  expect((await sync.oversight.lanes())[0]?.lastError).toBeNull();
});

test('a batch that is too big for a site is halved until it fits', async () => {
  const { take } = await stage.started();
  stage.one.misbehave = (path, changes) =>
    path === sitePaths.publications && changes.length > 30 ? { kind: 'refuse', status: 413, code: 'TOO_MANY_CHANGES' } : undefined;
  await take(many(200).map((number) => publication(number, 1, 'shown')));
  await stage.reached(199, 1, 'verified', 'verified');
  expect(made(stage.one)).toHaveLength(200);
});

test('a site that is down does not slow the others, and catches up on what is still wanted when it is back', async () => {
  const aMinuteLeft = Date.parse('2026-11-23T15:59:00.000Z') - performance.now();
  const sync = await stage.started({ nowMs: () => aMinuteLeft + performance.now() });
  await stage.one.stop();
  await sync.take(many(50).map((number) => publication(number, 1, 'shown', { clockStartedAt: friday })));
  await eventually(() => stage.other.held.size === 50);
  expect(await sync.oversight.retry('one', keyOf(1), 1)).toBe('taken-up');
  await sync.take(many(50).map((number) => publication(number, 2, 'withdrawn', { clockStartedAt: friday })));
  await stage.reached(49, 2, 'due', 'verified');
  const [down] = await sync.oversight.lanes();
  // All newer versions, and of the older ones those no probe has put aside yet.
  expect(down?.id).toBe('one');
  expect(down?.open).toBeGreaterThanOrEqual(50);
  await stage.one.start();
  await stage.reached(49, 2, 'verified', 'verified');
  await stage.reached(0, 1, 'superseded', 'verified');
  expect(made(stage.one)).toEqual(many(50).map((number) => `${keyOf(number)} 2`));
});

test('a public side that lags behind the receipts is looked at again', async () => {
  const sync = await stage.started();
  let looks = 0;
  stage.one.shows = (_key, held) => (looks++ < 2 ? undefined : held);
  await sync.take([publication(1, 1, 'shown')]);
  await stage.reached(1, 1, 'verified', 'verified');
  expect((await sync.oversight.lanes())[0]?.readBackDifferences).toBe(1);
  expect(sync.reports).toEqual([]);
});

test('a site whose public side stays wrong is sent the change again and said to be wrong', async () => {
  const sync = await stage.started();
  stage.one.shows = () => undefined;
  await sync.take([publication(1, 1, 'shown')]);
  await stage.reached(1, 1, 'applied', 'verified');
  const lastLook = `update effect set read_backs = 7, next_attempt_at = now() where read_backs > 0 and state = 'applied'`;
  await eventually(async () => ((await sync.pool.query(lastLook)).rowCount ?? 0) > 0);
  const sent = () => stage.one.asked.filter(({ path }) => path === sitePaths.publications).length;
  await eventually(() => sent() === 2);
  expect(sync.reports).toEqual(['site one shows something else than its receipts say, for 1 changes']);
  stage.one.shows = (_key, held) => held;
  await stage.reached(1, 1, 'verified', 'verified');
  expect(made(stage.one)).toEqual([`${keyOf(1)} 1`]);
});

test('one record over which a site breaks does not keep its neighbours from being shown', async () => {
  const aMinuteLeft = Date.parse('2026-11-23T15:59:00.000Z') - performance.now();
  const sync = await stage.started({ nowMs: () => aMinuteLeft + performance.now() });
  stage.one.misbehave = (path, changes) =>
    path === sitePaths.publications && changes.some(({ recordKey }) => recordKey === keyOf(7))
      ? { kind: 'refuse', status: 500 }
      : undefined;
  await sync.take(many(12).map((number) => publication(number, 1, 'shown', { clockStartedAt: friday })));
  await eventually(() => stage.one.held.size === 11, { timeoutMs: 25_000 });
  await sync.take([publication(20, 1, 'shown', { clockStartedAt: friday })]);
  await eventually(() => stage.one.held.size === 12, { timeoutMs: 25_000 });
  expect(stage.one.held.has(keyOf(7))).toBe(false);
});
