import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { eventually, testPostgres, type TestPostgres } from '@tongxiu/testkit';
import pg from 'pg';
import type { BusMessage, OutgoingMessage, Subscription } from '../bus.js';
import { CuttableLine } from '../conformance/cuttable-line.js';
import { EmbeddedBus } from './embedded-bus.js';

// Longer than the patience of `eventually`, so that it is the unmet expectation that speaks.
jest.setTimeout(30_000);

// What only the embedded bus has: a schema of its own, and members that live and die by their database connection.

const topic = 'tongxiu.lottery';
const times = { retryFirstMs: 10, retryCapMs: 50, pollMs: 200, shareMs: 200, leaseMs: 800 };

let postgres: TestPostgres;
let databaseUrl: string;
let line: CuttableLine;
const open: EmbeddedBus[] = [];

beforeAll(async () => {
  postgres = await testPostgres();
}, 60_000);
afterAll(() => postgres.stop());
beforeEach(async () => {
  databaseUrl = await postgres.createDatabase();
  line = await CuttableLine.to(databaseUrl);
});
afterEach(async () => {
  line.thaw();
  line.mend();
  await Promise.all(open.splice(0).map((bus) => bus.close()));
  await line.close();
});

function openBus(url = databaseUrl, leaseMs = times.leaseMs): EmbeddedBus {
  const bus = new EmbeddedBus({ databaseUrl: url, ...times, leaseMs });
  open.push(bus);
  return bus;
}

const message = (n: number): OutgoingMessage => ({ topic, key: `urn-${n % 24}`, headers: {}, value: `${n}` });
const messages = (from: number, to: number): OutgoingMessage[] => Array.from({ length: to - from }, (_, n) => message(from + n));

interface Member {
  readonly seen: number[];
  readonly subscription: Subscription;
  before: () => Promise<void>;
}

async function join(bus: EmbeddedBus): Promise<Member> {
  const member = { seen: [] as number[], before: async () => undefined as void };
  const onBatch = async (batch: readonly BusMessage[]): Promise<void> => {
    await member.before();
    member.seen.push(...batch.map(({ value }) => Number(value)));
  };
  const subscription = await bus.subscribe({ group: 'g', topics: [topic], batchSizeMax: 50, onBatch });
  return Object.assign(member, { subscription });
}

/** Two members that have both been given something: one behind the line, one not. */
async function twoAtWork(leaseMs = times.leaseMs): Promise<{ publisher: EmbeddedBus; doomed: Member; heir: Member; sent: number }> {
  const publisher = openBus();
  await publisher.ensureTopics([{ name: topic, partitions: 6 }]);
  const doomed = await join(openBus(line.databaseUrl, leaseMs));
  const heir = await join(openBus(databaseUrl, leaseMs));
  let sent = 0;
  await eventually(async () => {
    await publisher.publish(messages(sent, sent + 48));
    sent += 48;
    return doomed.seen.length > 0 && heir.seen.length > 0;
  });
  await eventually(() => new Set([...doomed.seen, ...heir.seen]).size === sent);
  return { publisher, doomed, heir, sent };
}

test('processes that start at once build one schema and agree on the topics', async () => {
  const buses = Array.from({ length: 6 }, () => openBus());
  await Promise.all(buses.map((bus) => bus.ensureTopics([{ name: topic, partitions: 6 }])));
  await Promise.all(buses.map((bus, n) => bus.publish([message(n)])));
  const { seen } = await join(openBus());
  await eventually(() => seen.length === 6);
});

test('a member that is killed is replaced at once, however long its lease', async () => {
  const { publisher, doomed, heir, sent } = await twoAtWork(3_600_000);
  line.cut();
  await publisher.publish(messages(sent, sent + 48));
  await eventually(() => new Set([...doomed.seen, ...heir.seen]).size === sent + 48);
});

test('a member that hangs while its connection stands is replaced when its lease has ended', async () => {
  const { publisher, doomed, heir, sent } = await twoAtWork();
  line.freeze();
  await publisher.publish(messages(sent, sent + 48));
  await eventually(() => new Set([...doomed.seen, ...heir.seen]).size === sent + 48);
});

test('a member that was taken for dead moves no position when it comes back, and works again', async () => {
  const { publisher, doomed, heir, sent } = await twoAtWork();
  let letGo = (): void => undefined;
  let caught = false;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  doomed.before = () => {
    caught = true;
    return held;
  };
  const seenByDoomed = doomed.seen.length;
  await publisher.publish(messages(sent, sent + 48));
  await eventually(() => caught);
  line.freeze();
  // The heir gets everything, also the batch the other one still has in its hands.
  await eventually(() => new Set(heir.seen.filter((n) => n >= sent)).size === 48);
  line.thaw();
  letGo();
  await eventually(() => doomed.seen.length > seenByDoomed);
  await eventually(async () => (await heir.subscription.lag()) === 0);
  let next = sent + 48;
  doomed.before = async () => undefined;
  doomed.seen.length = 0;
  await eventually(async () => {
    await publisher.publish(messages(next, next + 48));
    next += 48;
    return doomed.seen.some((n) => n >= sent + 48);
  });
  await eventually(() => new Set([...doomed.seen, ...heir.seen].filter((n) => n >= sent + 48)).size === next - sent - 48);
});

test('a member whose connection is cut opens another and goes on where its position stood', async () => {
  const publisher = openBus();
  await publisher.ensureTopics([{ name: topic, partitions: 6 }]);
  const { seen, subscription } = await join(openBus(line.databaseUrl));
  await publisher.publish(messages(0, 48));
  await eventually(() => seen.length === 48);
  await eventually(async () => (await subscription.lag()) === 0);
  line.cut();
  await publisher.publish(messages(48, 96));
  line.mend();
  await eventually(() => seen.length === 96);
  expect([...seen].sort((a, b) => a - b)).toEqual(Array.from({ length: 96 }, (_, n) => n));
});

test('a member whose line goes dead without a word opens another and goes on', async () => {
  const publisher = openBus();
  await publisher.ensureTopics([{ name: topic, partitions: 6 }]);
  const cutOff = new EmbeddedBus({ databaseUrl: line.databaseUrl, ...times, answerMs: 300 });
  open.push(cutOff);
  const { seen } = await join(cutOff);
  await publisher.publish(messages(0, 48));
  await eventually(() => seen.length === 48);
  line.freeze();
  await publisher.publish(messages(48, 96));
  await eventually(() => new Set(seen).size === 96);
});

test('a clock that is put back makes no failed batch wait for the difference', async () => {
  const bus = openBus();
  await bus.ensureTopics([{ name: topic, partitions: 6 }]);
  const member = await join(bus);
  let [failures, sick, putBackMs] = [0, true, 0];
  member.before = async () => {
    if (!sick) return;
    failures += 1;
    throw new Error('not now');
  };
  const now = Date.now.bind(Date);
  const clock = jest.spyOn(Date, 'now').mockImplementation(() => now() - putBackMs);
  try {
    await bus.publish(messages(0, 1));
    await eventually(() => failures > 3);
    putBackMs = 86_400_000;
    sick = false;
    await eventually(() => member.seen.length === 1);
  } finally {
    clock.mockRestore();
  }
});

test('an append that has not committed keeps later ones of its topic back, so no reader can pass it by', async () => {
  const bus = openBus();
  await bus.ensureTopics([{ name: topic, partitions: 6 }]);
  const { seen } = await join(openBus());
  const slow = new pg.Client({ connectionString: databaseUrl });
  await slow.connect();
  await slow.query('begin');
  await slow.query(`select bus_append('{1}', '{0}', ',', 'urn-0', '{}', '0')`);
  let published = false;
  const later = bus.publish([message(24)]).then(() => (published = true));
  await eventually(async () => {
    const { rowCount } = await slow.query(`select from pg_locks where locktype = 'advisory' and classid = 7460003 and not granted`);
    return rowCount === 1;
  });
  expect(published).toBe(false);
  await slow.query('commit');
  await later;
  await slow.end();
  await eventually(() => seen.length === 2);
});

test('trimming deletes what is old and read by every group, and nothing else', async () => {
  const bus = openBus();
  await bus.ensureTopics([{ name: topic, partitions: 6 }]);
  const member = await join(bus);
  member.before = async () => {
    throw new Error('not now');
  };
  await bus.publish(messages(0, 48));
  expect(await bus.trim(topic, 0)).toBe(0);
  member.before = async () => undefined;
  const { seen, subscription } = member;
  await eventually(async () => seen.length === 48 && (await subscription.lag()) === 0);
  expect(await bus.trim(topic, 60_000)).toBe(0);
  await eventually(async () => (await bus.trim(topic, 0)) === 48);
  await bus.publish(messages(48, 49));
  await eventually(() => seen.length === 49);
});

test('what nobody follows goes by its age alone, however much it is', async () => {
  const bus = openBus();
  await bus.ensureTopics([{ name: topic, partitions: 6 }]);
  const inOnePartition = Array.from({ length: 12_000 }, () => message(0));
  await bus.publish(inOnePartition);
  expect(await bus.trim(topic, 60_000)).toBe(0);
  await eventually(async () => (await bus.trim(topic, 0)) === 12_000);
});

test('a log trims itself of what is older than it has to keep', async () => {
  const bus = new EmbeddedBus({ databaseUrl, ...times, retentionMs: 0, trimEveryMs: 50 });
  open.push(bus);
  await bus.ensureTopics([{ name: topic, partitions: 6 }]);
  await bus.publish(messages(0, 48));
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await eventually(async () => (await client.query('select from bus_message')).rowCount === 0);
  await client.end();
});
