import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { acceptCases, apply, Random, removalRow, sampleRecords, type SampleCase, type SampleRecord } from '@tongxiu/demo';
import type { BusKind } from '@tongxiu/stack';
import type { LocalKafka } from '@tongxiu/stack/kafka';
import { eventually } from '@tongxiu/testkit';
import { localDate } from '@tongxiu/working-days';
import { judgePlatform, nothingWrong } from './judge-platform.js';
import { openPlatform, setFaults, type OpenPlatform } from './open-platform.js';
import { approvePersistently, pushPersistently, type Asked } from './persistent-clients.js';
import { expectNeitherGapsNorRepeats, readOutcomes } from './read-outcomes.js';
import { storySeed } from './seed.js';

const programs = ['intake', 'review', 'publicity', 'sync', 'credit-china'];
const broker = 'Kafka';
const today = localDate(new Date().toISOString());
const minutes = 60_000;

export interface CrashStory {
  readonly bus: BusKind;
  /** As many times the records, applications and decisions of the short run. */
  readonly times?: number;
  /** A broker that may be killed like everybody else. */
  readonly kafka?: LocalKafka;
}

/** The same promises over either bus. */
export function aboutCrashes({ bus, times = 1, kafka }: CrashStory): void {
  const victims = kafka === undefined ? programs : [...programs, broker];
  const asked: Asked = new Map();
  let open: OpenPlatform;
  let cases: SampleCase[];
  let listed: SampleRecord[];
  const random = new Random(storySeed);

  beforeAll(
    async () => {
      open = await openPlatform(bus);
      // A site that takes whatever arrives: order and single effect then rest on the platform alone.
      await setFaults(open.stack, 'regional-platform', { unguarded: true });
      listed = sampleRecords(400 * times, today, open.platform.organs);
      await pushPersistently(open.platform, listed, ({ row }) => row, 'shown', asked);
      cases = await apply(
        open.platform,
        listed.filter(({ repairable, kind }) => repairable && kind === 'penalty').slice(0, 30 * victims.length * times),
        () => undefined,
      );
      await acceptCases(open.platform, cases, () => undefined);
    },
    (2 + times) * minutes,
  );
  afterAll(() => open.close(), minutes);

  /** Everything that can happen to a record, at once and in small steps. */
  async function flow(round: number): Promise<void> {
    const { platform } = open;
    const ofRound = <Each>(all: readonly Each[], perRound: number): readonly Each[] =>
      all.slice(round * perRound * times, (round + 1) * perRound * times);
    const fresh = sampleRecords(60 * times, today, platform.organs, 100_000 * (round + 1));
    const lists = ofRound(
      listed.filter(({ kind }) => kind !== 'penalty'),
      15,
    );
    await Promise.all([
      approvePersistently(platform, ofRound(cases, 30), asked),
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
    if (victim === broker) {
      await kafka!.kill(1);
      return kafka!.startNode(1);
    }
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
        await eventually(() => acknowledged() >= startedWith + moment * times, { timeoutMs: (1 + times) * minutes, intervalMs: 2 });
        await killAndAwaitReturn(victim);
      }
      await flowing;
      expect(await judgePlatform(open.platform, asked)).toEqual(nothingWrong);
    },
    (3 + times) * minutes,
  );

  test('the outcomes integrators read have neither gaps nor repeats', async () => {
    const outcomes = await readOutcomes(open.platform);
    expectNeitherGapsNorRepeats(outcomes);
    expect(outcomes.length).toBeGreaterThanOrEqual(cases.length);
  });
}
