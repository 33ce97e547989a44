import type { Ended } from '@tongxiu/messaging';
import type pg from 'pg';
import type { Figure, Metrics } from './metrics.js';

const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** How long transactions take. One figure for all: which statement is slow, PostgreSQL knows (`pg_stat_statements`). */
export function transactionSeconds(metrics: Metrics): (ended: Ended, seconds: number) => void {
  const help = 'From the connection in hand to the commit, or to giving up.';
  const histogram = metrics.histogram('tongxiu_transaction_seconds', help, ['ended'], buckets);
  return (ended, seconds) => histogram.observe({ ended }, seconds);
}

/** What each reaction needs for a batch, from its delivery to its commit; a batch that throws is counted as a failure instead. */
export function reactionSeconds(metrics: Metrics): (reaction: string, seconds: number) => void {
  const help = 'One batch of a reaction, from delivery to commit.';
  const histogram = metrics.histogram('tongxiu_reaction_seconds', help, ['reaction'], buckets);
  return (reaction, seconds) => histogram.observe({ reaction }, seconds);
}

/** The connections of this instance, by what they are for. */
export class WatchedPools {
  private readonly pools = new Map<string, pg.Pool>();

  constructor(metrics: Metrics) {
    const each = (figures: (pool: pg.Pool, name: string) => Figure[]) => (): Figure[] =>
      [...this.pools].flatMap(([name, pool]) => figures(pool, name));
    metrics.read({
      name: 'tongxiu_pool_connections',
      kind: 'gauge',
      help: 'Open connections to the database.',
      labels: ['pool', 'state'],
      read: each(({ totalCount, idleCount }, pool) => [
        { labels: { pool, state: 'busy' }, value: totalCount - idleCount },
        { labels: { pool, state: 'idle' }, value: idleCount },
      ]),
    });
    metrics.read({
      name: 'tongxiu_pool_limit',
      kind: 'gauge',
      help: 'Connections it may open.',
      labels: ['pool'],
      read: each(({ options }, pool) => [{ labels: { pool }, value: options.max }]),
    });
    metrics.read({
      name: 'tongxiu_pool_waiting',
      kind: 'gauge',
      help: 'Who waits for a connection because all are busy.',
      labels: ['pool'],
      read: each(({ waitingCount }, pool) => [{ labels: { pool }, value: waitingCount }]),
    });
  }

  add(name: string, pool: pg.Pool): void {
    this.pools.set(name, pool);
  }
}
