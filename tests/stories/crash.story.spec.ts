import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { acceptCases, apply, Random, removalRow, sampleRecords, type SampleCase, type SampleRecord } from '@tongxiu/demo';
import { eventually } from '@tongxiu/testkit';
import { localDate } from '@tongxiu/working-days';
import { judgePlatform, nothingWrong } from './judge-platform.js';
import { openPlatform, setFaults, type OpenPlatform } from './open-platform.js';
import { approvePersistently, pushPersistently, type Asked } from './persistent-clients.js';
import { storySeed } from './seed.js';

const victims = ['intake', 'review', 'publicity', 'sync', 'credit-china'] as const;
const today = localDate(new Date().toISOString());

let open: OpenPlatform;
let cases: SampleCase[];
let listed: SampleRecord[];
const asked: Asked = new Map();
const random = new Random(storySeed);

beforeAll(async () => {
  open = await openPlatform();
  // A site that takes whatever arrives: order and single effect then rest on the platform alone.
  await setFaults(open.stack, 'regional-platform', { unguarded: true });
  listed = sampleRecords(400, today, open.platform.organs);
  await pushPersistently(open.platform, listed, ({ row }) => row, 'shown', asked);
  cases = await apply(
    open.platform,
    listed.filter(({ repairable, kind }) => repairable && kind === 'penalty').slice(0, 150),
    () => undefined,
  );
  await acceptCases(open.platform, cases, () => undefined);
}, 180_000);
afterAll(() => open.close(), 60_000);

/** Everything that can happen to a record, at once and in small steps. */
async function flow(round: number): Promise<void> {
  const { platform } = open;
  const fresh = sampleRecords(60, today, platform.organs, 10_000 * (round + 1));
  const lists = listed.filter(({ kind }) => kind !== 'penalty').slice(round * 15, round * 15 + 15);
  await Promise.all([
    approvePersistently(platform, cases.slice(round * 30, round * 30 + 30), asked),
    pushPersistently(platform, fresh, ({ row }) => row, 'shown', asked),
    (async () => {
      await pushPersistently(platform, lists, removalRow('已履行义务', today), 'removed', asked);
      await pushPersistently(platform, lists, ({ row }) => row, 'shown', asked);
    })(),
  ]);
}

/** Steps acknowledged so far: a moment of the flow that is the same in every run, unlike a time. */
const acknowledged = (): number => [...asked.values()].reduce((sum, steps) => sum + steps.length, 0);

async function killAndAwaitReturn(victim: string): Promise<void> {
  const crashed = new Promise<void>((resolve) => open.stack.once('crash', () => resolve()));
  open.stack.kill(victim, 'SIGKILL');
  await crashed;
  await open.stack.whenReady(victim);
}

test.each(victims.map((victim, round) => [victim, round] as const))(
  `kill -9 of %s while records flow: nothing lost, doubled, out of order or late on any site (I1–I4; seed ${storySeed})`,
  async (victim, round) => {
    const flowing = flow(round);
    const startedWith = acknowledged();
    for (const moment of [random.below(20), 30 + random.below(40)]) {
      await eventually(() => acknowledged() >= startedWith + moment, { timeoutMs: 60_000, intervalMs: 2 });
      await killAndAwaitReturn(victim);
    }
    await flowing;
    expect(await judgePlatform(open.platform, asked)).toEqual(nothingWrong);
  },
  180_000,
);
