import { expect, test } from '@jest/globals';
import type { Kafka } from 'kafkajs';
import { eventually } from '@tongxiu/testkit';
import { GroupMember } from './group-member.js';
import type { GroupPositions, LaneEnds } from './group-positions.js';
import { defaultTimes } from './kafka-settings.js';

type Listener = (event: { readonly payload: unknown }) => void;
type EachBatch = (payload: unknown) => Promise<void>;

/** The client as far as a member can see it. */
class ClientStandIn {
  readonly events = { GROUP_JOIN: 'join', REBALANCING: 'rebalancing', CRASH: 'crash' };
  readonly listeners = new Map<string, Listener>();
  readonly seeks: string[] = [];
  readonly committed: unknown[] = [];
  readonly pausedNow = new Set<number>();
  readonly resolved: string[] = [];
  disconnected = 0;
  heartbeats = 0;
  stale = false;
  private eachBatch!: EachBatch;

  on(event: string, listener: Listener): void {
    this.listeners.set(event, listener);
  }
  async connect(): Promise<void> {}
  async subscribe(): Promise<void> {}
  async run(options: { readonly eachBatch: EachBatch }): Promise<void> {
    this.eachBatch = options.eachBatch;
  }
  async disconnect(): Promise<void> {
    this.disconnected += 1;
  }
  paused(): unknown[] {
    return [...this.pausedNow].map((partition) => ({ topic: 'draws', partitions: [partition] }));
  }
  pause([{ partitions }]: [{ partitions: number[] }]): void {
    for (const partition of partitions) this.pausedNow.add(partition);
  }
  resume([{ partitions }]: [{ partitions: number[] }]): void {
    for (const partition of partitions) this.pausedNow.delete(partition);
  }
  seek({ partition, offset }: { partition: number; offset: string }): void {
    this.seeks.push(`${partition}@${offset}`);
  }
  async commitOffsets(offsets: readonly unknown[]): Promise<void> {
    this.committed.push(...offsets);
  }

  join(...partitions: number[]): void {
    this.listeners.get('join')!({ payload: { memberAssignment: { draws: partitions } } });
  }
  /** A fetch that asked from `from` on and got so many messages. */
  fetched(partition: number, from: number, count: number): Promise<void> {
    const messages = Array.from({ length: count }, (_, n) => ({ offset: String(from + n), key: null, value: null, timestamp: '0' }));
    return this.eachBatch({
      batch: { topic: 'draws', partition, fetchedOffset: String(from), messages, lastOffset: () => String(from + count - 1) },
      resolveOffset: (offset: string) => this.resolved.push(`${partition}@${offset}`),
      isRunning: () => true,
      heartbeat: async () => void (this.heartbeats += 1),
      isStale: () => this.stale,
    });
  }
}

async function joined(position: number, partitions = [0], inWork: () => Promise<void> | undefined = () => undefined) {
  const client = new ClientStandIn();
  const positions = {
    ends: async (): Promise<ReadonlyMap<string, LaneEnds>> => new Map(),
    positions: async () => new Map(partitions.map((partition) => [`draws/${partition}`, position])),
  } as unknown as GroupPositions;
  const kafka = { consumer: () => client } as unknown as Kafka;
  const member = new GroupMember(kafka, positions, {
    group: 'g',
    topics: ['draws'],
    waitingMax: 10,
    inWork,
    times: { ...defaultTimes, heartbeatMs: 10 },
    onChange: () => undefined,
  });
  await member.tend();
  client.join(...partitions);
  await member.tend();
  const lane = (partition = 0) => member.lanes.get(`draws/${partition}`)!;
  return { client, member, lane, waiting: (partition = 0) => lane(partition).waiting.map(({ offset }) => offset) };
}

test('a member goes on where its group stands', async () => {
  const { client, waiting } = await joined(30);
  await client.fetched(0, 30, 3);
  expect(waiting()).toEqual([30, 31, 32]);
  expect(client.resolved).toEqual(['0@32']);
});

test('what was fetched before a rebalance is refused after it, and fetched again from the position of the group', async () => {
  const { client, waiting } = await joined(30);
  await client.fetched(0, 50, 3);
  expect(waiting()).toEqual([]);
  expect(client.resolved).toEqual([]);
  expect(client.seeks).toEqual(['0@30']);
  await client.fetched(0, 30, 2);
  expect(waiting()).toEqual([30, 31]);
});

test('while a batch is in work the client fetches no more, and its heart beats on', async () => {
  const batch = Promise.withResolvers<void>();
  const { client, waiting } = await joined(0, [0], () => batch.promise);
  let returned = false;
  const fetched = client.fetched(0, 0, 2).then(() => (returned = true));
  expect(waiting()).toEqual([0, 1]);
  await eventually(() => client.heartbeats >= 2);
  expect(returned).toBe(false);
  batch.resolve();
  await fetched;
});

test('nothing is taken before the position is known, nor while a seek is under way', async () => {
  const { client, waiting } = await joined(30);
  client.join(0);
  await client.fetched(0, 30, 1);
  expect(waiting()).toEqual([]);
  const other = await joined(30);
  other.client.stale = true;
  await other.client.fetched(0, 30, 1);
  expect(other.waiting()).toEqual([]);
});

test('where nothing readable lies between, a later beginning is accepted in the end', async () => {
  const { client, waiting } = await joined(30);
  for (let n = 0; n < 4; n++) await client.fetched(0, 33, 2);
  expect(client.seeks).toHaveLength(3);
  expect(waiting()).toEqual([33, 34]);
});

test('where the log has lost its end, its earlier beginning is accepted in the end', async () => {
  const { client, waiting } = await joined(30);
  for (let n = 0; n < 4; n++) await client.fetched(0, 20, 2);
  expect(waiting()).toEqual([20, 21]);
});

test('a lane with much waiting is paused until half of it is worked off', async () => {
  const { client, member, lane } = await joined(0);
  await client.fetched(0, 0, 12);
  expect([...client.pausedNow]).toEqual([0]);
  lane().waiting.splice(0, 5);
  member.refill(lane());
  expect([...client.pausedNow]).toEqual([0]);
  lane().waiting.splice(0, 3);
  member.refill(lane());
  expect([...client.pausedNow]).toEqual([]);
});

test('a position is not committed for a lane that was lost meanwhile', async () => {
  const { client, member, lane } = await joined(0, [0, 1]);
  const [kept, lost] = [lane(0), lane(1)];
  client.listeners.get('rebalancing')!({ payload: {} });
  client.join(0);
  await member.tend();
  await member.commit([kept, lost].map((one) => ({ lane: one, next: 5 })));
  expect(client.committed).toEqual([]);
  await member.commit([{ lane: lane(0), next: 5 }]);
  expect(client.committed).toEqual([{ topic: 'draws', partition: 0, offset: '5' }]);
});

test('a client that ended is told once, left, and replaced', async () => {
  const { client, member } = await joined(0);
  const cause = new Error('no broker answers');
  client.listeners.get('crash')!({ payload: { error: cause } });
  expect(member.settled).toBe(false);
  await expect(member.tend()).rejects.toBe(cause);
  expect(client.disconnected).toBe(1);
  await member.tend();
  client.join(0);
  await member.tend();
  expect(member.settled).toBe(true);
});
