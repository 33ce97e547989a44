import type { RunningStack } from '@tongxiu/stack';
import pg from 'pg';
import { busStamps } from './bus-stamps.js';

/** Milliseconds one repair spent in each hop. */
export interface Hop {
  readonly hop: string;
  readonly p50: number;
  readonly p99: number;
}

interface Stamps {
  /** Milliseconds since the epoch, in the order a repair passes them. */
  readonly [stamp: string]: number;
}

/** Where a repair was when, by the time stamps the services and the bus keep anyway. Nothing is instrumented for the bench. */
export async function hopsOf(
  stack: RunningStack,
  scheduledAtMs: ReadonlyMap<string, number>,
  appliedAtMs: ReadonlyMap<string, number>,
): Promise<Hop[]> {
  const keys = [...scheduledAtMs.keys()];
  const stamps = new Map<string, Stamps>();
  const put = (key: string, stamp: string, at: number): void => void stamps.set(key, { ...stamps.get(key), [stamp]: at });
  for (const [key, at] of scheduledAtMs) put(key, 'scheduled', at);
  for (const [key, at] of appliedAtMs) put(key, 'applied', at);

  await withClient(stack.databases.sync, async (sync) => {
    const { rows } = await sync.query<{ key: string; decided: string; changed: string; taken: string; verified: string }>(
      `select c.record_key as key, extract(epoch from c.clock_started_at) * 1000 as decided, extract(epoch from c.changed_at) * 1000 as changed,
              extract(epoch from c.received_at) * 1000 as taken, extract(epoch from max(e.verified_at)) * 1000 as verified
       from change c join effect e on e.change_id = c.id where c.record_key = any($1) and c.state = 'withdrawn' group by c.id`,
      [keys],
    );
    for (const row of rows) {
      put(row.key, 'decided', +row.decided);
      put(row.key, 'changed', +row.changed);
      put(row.key, 'taken', +row.taken);
      put(row.key, 'verified', +row.verified);
    }
  });
  for (const { type, key, atMs } of await busStamps(stack, keys)) {
    if (type === 'review.repair-approved.v1') put(key, 'approvalOnBus', atMs);
    if (type === 'publicity.publication-changed.v1')
      put(key, 'publicationOnBus', Math.max(atMs, stamps.get(key)?.['publicationOnBus'] ?? 0));
  }
  return between([...stamps.values()]);
}

const passages = [
  ['review: request → decision', 'scheduled', 'decided'],
  ['review: decision → bus (commit, relay, append)', 'decided', 'approvalOnBus'],
  ['publicity: bus → desired state', 'approvalOnBus', 'changed'],
  ['publicity: desired state → bus', 'changed', 'publicationOnBus'],
  ['sync: bus → ledger', 'publicationOnBus', 'taken'],
  ['sync: ledger → applied on the last site', 'taken', 'applied'],
  ['sync: applied → verified by read-back on the last site', 'applied', 'verified'],
] as const;

function between(stamps: readonly Stamps[]): Hop[] {
  return passages.map(([hop, from, to]) => {
    const spent = stamps
      .flatMap((each) => (each[from] === undefined || each[to] === undefined ? [] : [each[to] - each[from]]))
      .sort((a, b) => a - b);
    const at = (share: number): number =>
      Math.round((spent[Math.min(spent.length - 1, Math.floor(spent.length * share))] ?? Number.NaN) * 10) / 10;
    return { hop, p50: at(0.5), p99: at(0.99) };
  });
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
