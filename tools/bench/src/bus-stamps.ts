import { createBus } from '@tongxiu/messaging';
import type { RunningStack } from '@tongxiu/stack';
import pg from 'pg';

export interface BusStamp {
  readonly type: string;
  readonly key: string;
  /** When the bus took the message, milliseconds since the epoch. */
  readonly atMs: number;
}

const topics = ['tongxiu.review', 'tongxiu.publicity'] as const;

/** When the bus took the events about these records, by the bus itself. */
export function busStamps(stack: RunningStack, keys: readonly string[]): Promise<readonly BusStamp[]> {
  const brokers = stack.brokers;
  return brokers === undefined ? fromDatabase(stack.databases.bus, keys) : fromKafka(brokers, new Set(keys));
}

async function fromDatabase(url: string, keys: readonly string[]): Promise<readonly BusStamp[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ type: string; key: string; at: string }>(
      `select m.headers::json ->> 'ce_type' as type, m.key, m.appended_at_ms as at from bus_message m join bus_topic t on t.id = m.topic
       where t.name = any($1) and m.key = any($2)`,
      [topics, keys],
    );
    return rows.map(({ type, key, at }) => ({ type, key, atMs: Number(at) }));
  } finally {
    await client.end();
  }
}

async function fromKafka(brokers: readonly string[], keys: ReadonlySet<string>): Promise<readonly BusStamp[]> {
  const bus = createBus({ kind: 'kafka', brokers, replicationFactor: 1, retentionMs: 3_600_000 });
  const stamps: BusStamp[] = [];
  const subscription = await bus.subscribe({
    group: `bench-${process.pid}`,
    topics,
    batchSizeMax: 5000,
    onBatch: async (messages) => {
      for (const { headers, key, appendedAtMs } of messages) {
        if (keys.has(key)) stamps.push({ type: headers['ce_type'] ?? '', key, atMs: appendedAtMs });
      }
    },
  });
  while ((await subscription.lag()) > 0) await new Promise((resolve) => setTimeout(resolve, 200));
  await bus.close();
  return stamps;
}
