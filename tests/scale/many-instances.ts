import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  acceptCases,
  apply,
  platformOfStack,
  removalRow,
  sampleRecords,
  type Platform,
  type SampleCase,
  type SampleRecord,
} from '@tongxiu/demo';
import { startStack, type BusKind, type RunningStack } from '@tongxiu/stack';
import { eventually } from '@tongxiu/testkit';
import { localDate } from '@tongxiu/working-days';
import { judgePlatform, nothingWrong } from '../stories/judge-platform.js';
import { setFaults } from '../stories/open-platform.js';
import { expectNeitherGapsNorRepeats, readOutcomes } from '../stories/read-outcomes.js';
import { approvePersistently, pushPersistently, type Asked } from '../stories/persistent-clients.js';
import { furtherInstances, type Instance } from './further-instances.js';
import { lanesOf, relaysOf, sharesOf } from './owners.js';
import { sharesOnKafka } from './shares-on-kafka.js';

const services = ['intake', 'review', 'publicity', 'sync'] as const;
const today = localDate(new Date().toISOString());
const brokers = (): string[] => (process.env['KAFKA_BROKERS'] ?? '').split(',');
const patience = { timeoutMs: 60_000, intervalMs: 200 };

/** The same promises over either bus: many instances do together what one does alone. */
export function aboutManyInstances(bus: BusKind): void {
  const asked: Asked = new Map();
  let dataDir: string;
  let stack: RunningStack;
  let further: readonly Instance[] = [];
  let platform: Platform;
  let listed: SampleRecord[];
  let cases: SampleCase[];

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'tongxiu-instances-'));
    stack = await startStack({ dataDir, fresh: true, ports: 'free', bus, out: () => undefined });
    further = await furtherInstances(stack, dataDir, bus, 2);
    platform = spreadOver(platformOfStack(stack), further);
    // A site that takes whatever arrives: order and single effect then rest on the platform alone.
    await setFaults(stack, 'regional-platform', { unguarded: true });
    listed = sampleRecords(300, today, platform.organs);
    await pushPersistently(platform, listed, ({ row }) => row, 'shown', asked);
    const repairable = listed.filter((record) => record.repairable && record.kind === 'penalty').slice(0, 60);
    cases = await apply(platform, repairable, () => undefined);
    await acceptCases(platform, cases, () => undefined);
  }, 240_000);

  afterAll(async () => {
    await Promise.all(further.map((instance) => instance.kill()));
    await stack.stop();
    await rm(dataDir, { recursive: true, force: true });
  }, 60_000);

  async function flow(round: number): Promise<void> {
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

  /** Some of what flows is acknowledged, and most of it is not. */
  async function underWay(): Promise<void> {
    const steps = (): number => [...asked.values()].reduce((sum, ofRecord) => sum + ofRecord.length, 0);
    const before = steps();
    await eventually(() => steps() >= before + 20, { timeoutMs: 30_000, intervalMs: 5 });
  }

  async function oneOwnerEach(): Promise<void> {
    await eventually(async () => {
      expect(await Promise.all(services.map((name) => relaysOf(stack.databases[name])))).toEqual([1, 1, 1, 1]);
      expect(await lanesOf(stack.databases.sync)).toEqual([1, 1, 1, 1]);
      return true;
    }, patience);
  }

  test('the partitions of every reaction are spread over the instances', async () => {
    const shares = await eventually(async () => {
      const found = await (bus === 'embedded' ? sharesOf(stack.databases.bus) : sharesOnKafka(brokers()));
      expect(found.filter(({ members, unowned }) => members !== 2 || unowned !== 0)).toEqual([]);
      return found;
    }, patience);
    expect(shares.length).toBeGreaterThan(4);
  }, 90_000);

  test('one relay works per database and one lane per site', () => oneOwnerEach(), 90_000);

  test('kill -9 of the first instance of each service while records flow: nothing lost, doubled or out of order', async () => {
    const flowing = flow(0);
    await underWay();
    for (const name of services) stack.kill(name, 'SIGKILL');
    await flowing;
    expect(await judgePlatform(platform, asked)).toEqual(nothingWrong);
    await Promise.all(services.map((name) => stack.whenReady(name)));
    await oneOwnerEach();
  }, 240_000);

  test('kill -9 of the other instance of each while records flow: those that came back carry on alone', async () => {
    const flowing = flow(1);
    await underWay();
    await Promise.all(further.map((instance) => instance.kill()));
    await flowing;
    expect(await judgePlatform(platform, asked)).toEqual(nothingWrong);
    await oneOwnerEach();
  }, 240_000);

  test('the outcomes integrators read have neither gaps nor repeats', async () => {
    const outcomes = await readOutcomes(platform);
    expect(outcomes.length).toBeGreaterThanOrEqual(cases.length);
    expectNeitherGapsNorRepeats(outcomes);
  });
}

/** Callers see one address of each service; behind it requests go to its instances in turn, as a load balancer without health checks does. */
function spreadOver(platform: Platform, further: readonly Instance[]): Platform {
  let turn = 0;
  const inTurn = (name: Instance['name']): string => {
    const urls = [platform.urls[name], ...further.filter((instance) => instance.name === name).map(({ url }) => url)];
    turn += 1;
    return urls[turn % urls.length]!;
  };
  const urls = {
    sites: platform.urls.sites,
    get intake() {
      return inTurn('intake');
    },
    get review() {
      return inTurn('review');
    },
    get publicity() {
      return inTurn('publicity');
    },
    get sync() {
      return inTurn('sync');
    },
  };
  return { ...platform, urls };
}
