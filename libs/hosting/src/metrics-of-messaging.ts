import type { BusStrategy, Transactions, Tx } from '@tongxiu/messaging';
import type { Count, Metrics } from './metrics.js';

/** A figure is not worth a slow database. */
const statementLimitMs = 2_000;

export const reactionFailures = (metrics: Metrics): Count =>
  metrics.counter('tongxiu_reaction_failures_total', 'Batches that threw and will be tried again.', ['reaction']);

/** Where events are between the services: in the outbox, on the bus, or put aside. */
export class WatchedMessaging {
  constructor(metrics: Metrics, strategy: BusStrategy, failures: Count, transactions: Transactions) {
    metrics.ask({
      name: 'reactions',
      gauges: [{ name: 'tongxiu_reaction_lag', help: 'Events on the bus that this reaction has not handled yet.', labels: ['reaction'] }],
      ask: async () => {
        const reactions = await strategy.health();
        // Known from the start with 0: the first increase of a series that appears out of nothing is not seen.
        for (const { reaction } of reactions) failures.add({ reaction }, 0);
        return { tongxiu_reaction_lag: reactions.map(({ reaction, lag }) => ({ labels: { reaction }, value: lag })) };
      },
    });
    metrics.ask({
      name: 'outbox',
      gauges: [
        { name: 'tongxiu_outbox_waiting', help: 'Events decided and not yet published.', labels: [] },
        { name: 'tongxiu_outbox_oldest_seconds', help: 'Age of the oldest of them; 0 when there is none.', labels: [] },
      ],
      ask: async () => {
        const [row] = await withinLimit(transactions, (tx) => tx.query<{ waiting: number; oldest: number }>(outbox));
        return {
          tongxiu_outbox_waiting: [{ labels: {}, value: row?.waiting ?? 0 }],
          tongxiu_outbox_oldest_seconds: [{ labels: {}, value: row?.oldest ?? 0 }],
        };
      },
    });
    metrics.ask({
      name: 'parking lot',
      gauges: [{ name: 'tongxiu_parked', help: 'Messages that wait for a person.', labels: ['reaction'] }],
      ask: async () => {
        const rows = await withinLimit(transactions, (tx) => tx.query<{ reaction: string; count: number }>(parked));
        const counts = new Map(rows.map(({ reaction, count }) => [reaction, count]));
        const reactions = new Set([...strategy.reactions, ...counts.keys()]);
        return { tongxiu_parked: [...reactions].map((reaction) => ({ labels: { reaction }, value: counts.get(reaction) ?? 0 })) };
      },
    });
  }
}

/** Asks for figures in a transaction of its own, which the database ends when it takes too long. */
export function withinLimit<Result>(transactions: Transactions, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  return transactions.run(async (tx) => {
    await tx.query(`set local statement_timeout = ${statementLimitMs}`);
    return work(tx);
  });
}

/** The first row by place is the oldest, up to who committed late; its own header says when it was decided. */
const outbox = `
  select count(*)::float8 as waiting,
    coalesce((select greatest(0, extract(epoch from clock_timestamp() - (headers ->> 'ce_time')::timestamptz)) from outbox order by place limit 1), 0)::float8
      as oldest
  from outbox`;

const parked = `select reaction, count(*)::float8 as count from parked where status = 'parked' group by reaction`;
