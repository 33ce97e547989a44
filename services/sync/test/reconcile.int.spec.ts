import { expect, jest, test } from '@jest/globals';
import { sitePaths } from '@tongxiu/contracts';
import { many, Stage } from './stage.js';
import { friday, keyOf, publication, type SyncUnderTest } from './sync-under-test.js';

jest.setTimeout(60_000);
const stage = new Stage();

const reconciled = async (sync: SyncUnderTest): Promise<unknown> => {
  const answer = await sync.engine.reconcile('one');
  return answer?.kind === 'compared' ? answer.result : answer;
};
const statusQuestions = (): number => stage.one.asked.filter(({ path }) => path === sitePaths.status).length;
const nothing = { records: 40, differingBuckets: 0, sentAgain: 0, ahead: [], beyondOurs: 0 };

/** Forty records on both sites, every fourth of them repaired. */
async function settled(): Promise<SyncUnderTest> {
  const sync = await stage.started();
  await sync.take(many(40).map((number) => publication(number, 1, 'shown')));
  await sync.take(many(10).map((number) => publication(number * 4, 2, 'withdrawn')));
  await stage.reached(36, 2, 'verified', 'verified');
  return sync;
}

test('two books that agree are compared by their digests alone', async () => {
  const sync = await settled();
  expect(await reconciled(sync)).toEqual(nothing);
  expect(statusQuestions()).toBe(0);
});

test('what a site lost, and what it was put back to, is sent again; a second comparison finds nothing (I6)', async () => {
  const sync = await settled();
  const { held, bulletin } = stage.one;
  held.delete(keyOf(1));
  held.set(keyOf(4), { version: 1, state: 'shown', receiptNo: 'R-from-a-backup', appliedAt: new Date().toISOString() });
  const made = bulletin.length;
  expect(await reconciled(sync)).toMatchObject({ sentAgain: 2, ahead: [] });
  expect(statusQuestions()).toBe(1);
  await stage.reached(1, 1, 'verified', 'verified');
  await stage.reached(4, 2, 'verified', 'verified');
  expect(held.get(keyOf(4))).toMatchObject({ version: 2, state: 'withdrawn' });
  expect(
    bulletin
      .slice(made)
      .map(({ recordKey, version }) => `${recordKey} ${version}`)
      .sort(),
  ).toEqual([`${keyOf(1)} 1`, `${keyOf(4)} 2`]);
  expect(await reconciled(sync)).toEqual(nothing);
});

test('a site that lost everything is brought back to the desired state', async () => {
  const sync = await settled();
  stage.one.held.clear();
  expect(await reconciled(sync)).toMatchObject({ records: 40, sentAgain: 40 });
  await stage.reached(0, 2, 'verified', 'verified');
  await stage.reached(39, 1, 'verified', 'verified');
  expect(await reconciled(sync)).toEqual(nothing);
});

test('what is newer at a site is named and never overwritten, and records that are not from here are counted', async () => {
  const sync = await settled();
  const foreign = { version: 9, state: 'removed' as const, receiptNo: 'R-9', appliedAt: new Date().toISOString() };
  stage.one.held.set(keyOf(1), foreign);
  stage.one.held.set(keyOf(99), foreign);
  const before = stage.one.bulletin.length;
  expect(await reconciled(sync)).toMatchObject({ sentAgain: 0, ahead: [keyOf(1)], beyondOurs: 1 });
  expect(stage.one.held.get(keyOf(1))).toEqual(foreign);
  expect(stage.one.bulletin).toHaveLength(before);
});

test('a site that gives no digests is asked about every record', async () => {
  const sync = await settled();
  stage.one.held.delete(keyOf(1));
  stage.one.misbehave = (path) => (path === sitePaths.digests ? { kind: 'refuse', status: 404 } : undefined);
  expect(await reconciled(sync)).toMatchObject({ records: 40, sentAgain: 1 });
  await stage.reached(1, 1, 'verified', 'verified');
  expect(await reconciled(sync)).toMatchObject({ sentAgain: 0 });
});

test('what waits for a person is not sent again, and a site that cannot be asked changes nothing', async () => {
  const sync = await settled();
  stage.one.misbehave = (_path, changes) => (changes.length > 0 ? { kind: 'reject', code: 'NO_PERMISSION' } : undefined);
  await sync.take([publication(1, 2, 'removed')]);
  await stage.reached(1, 2, 'parked', 'verified');
  stage.one.held.delete(keyOf(1));
  expect(await reconciled(sync)).toMatchObject({ sentAgain: 0 });
  stage.one.misbehave = () => ({ kind: 'refuse', status: 503 });
  expect(await sync.engine.reconcile('one')).toMatchObject({ kind: 'refused', status: 503 });
  expect(await sync.engine.reconcile('nowhere')).toBeUndefined();
});

test('what was applied in time and lost later keeps its time, and is no breach', async () => {
  let now = Date.parse('2026-11-20T03:00:00.000Z');
  const sync = await stage.started({ nowMs: () => now + performance.now() });
  await sync.take([publication(1, 1, 'shown', { clockStartedAt: friday })]);
  await stage.reached(1, 1, 'verified', 'verified');
  const first = '2026-11-20T03:00:05.000Z';
  await sync.pool.query(`update effect set applied_at = $1, verified_at = $1`, [first]);
  now = Date.parse('2026-11-24T03:00:00.000Z');
  stage.one.held.clear();
  stage.one.misbehave = (path) => (path === sitePaths.publications ? { kind: 'accept' } : undefined);
  expect(await reconciled(sync)).toMatchObject({ sentAgain: 1 });
  await sync.pool.query(`update effect set next_attempt_at = '2026-11-20T03:00:00Z' where state = 'due'`);
  sync.engine.wake('one');
  await stage.reached(1, 1, 'accepted', 'verified');
  await sync.clocks.sweep();
  stage.one.settlePending();
  await stage.reached(1, 1, 'applied', 'verified');
  expect((await stage.sitesOf(1, 1))[0]).toMatchObject({ appliedAt: first, late: false });
  expect((await sync.pool.query(`select from breach`)).rows).toHaveLength(0);
});
