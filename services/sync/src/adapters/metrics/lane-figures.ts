import { withinLimit, type Figure, type Metrics } from '@tongxiu/hosting';
import type { Transactions } from '@tongxiu/messaging';
import type { BreakerState } from '../../domain/breaker.js';

interface LaneRow {
  readonly site: string;
  readonly breaker: BreakerState;
  readonly open: number;
  readonly parked: number;
  readonly oldest: number | null;
  readonly due: number | null;
}

const breakerFigures: Readonly<Record<BreakerState, number>> = { closed: 0, 'half-open': 1, open: 2 };
const ofSite = ['site'] as const;

/** How the lanes are doing, asked when somebody wants to see it. */
export class LaneFigures {
  constructor(metrics: Metrics, transactions: Transactions) {
    metrics.ask({
      name: 'lanes',
      gauges: [
        { name: 'tongxiu_lane_open', help: 'Changes taken in and not yet applied.', labels: ofSite },
        { name: 'tongxiu_lane_parked', help: 'Those of them that wait for a person.', labels: ofSite },
        { name: 'tongxiu_lane_oldest_seconds', help: 'Age of the oldest that is under way; 0 when there is none.', labels: ofSite },
        { name: 'tongxiu_lane_due_seconds', help: 'Time left to the soonest due time; negative when late.', labels: ofSite },
        { name: 'tongxiu_lane_breaker', help: '0 closed, 1 half-open, 2 open.', labels: ofSite },
      ],
      ask: async () => {
        const rows = await withinLimit(transactions, (tx) => tx.query<LaneRow>(lanes));
        const figures = (value: (row: LaneRow) => number | null): Figure[] =>
          rows.flatMap((row) => {
            const figure = value(row);
            return figure === null ? [] : [{ labels: { site: row.site }, value: figure }];
          });
        return {
          tongxiu_lane_open: figures(({ open }) => open),
          tongxiu_lane_parked: figures(({ parked }) => parked),
          tongxiu_lane_oldest_seconds: figures(({ oldest }) => oldest ?? 0),
          tongxiu_lane_due_seconds: figures(({ due }) => due),
          tongxiu_lane_breaker: figures(({ breaker }) => breakerFigures[breaker]),
        };
      },
    });
  }
}

/**
 * What lies after a lane's position has no row yet; what a site was brought up to when it joined has no due time. What is parked waits for
 * a person and not for the site, so it says nothing about how old the work of the site is; its due time comes all the same.
 */
const lanes = `
  select s.id as site, l.breaker, (waiting.count + open.count)::float8 as open, open.parked::float8 as parked,
    greatest(0, extract(epoch from clock_timestamp() - least(waiting.received_at, open.received_at)))::float8 as oldest,
    extract(epoch from least(waiting.due_at, open.due_at) - clock_timestamp())::float8 as due
  from site s join lane l using (site_no)
  cross join lateral (
    select count(*) as count, min(c.received_at) as received_at, min(c.due_at) filter (where c.id > s.joined_after) as due_at
    from change c where c.id > l.sent_through and c.kind = any(s.kinds) and not c.outdated
  ) waiting
  cross join lateral (
    select count(*) as count, count(*) filter (where e.state = 'parked') as parked,
      min(c.received_at) filter (where e.state <> 'parked') as received_at, min(c.due_at) filter (where c.id > s.joined_after) as due_at
    from effect e join change c on c.id = e.change_id
    where e.site_no = s.site_no and e.next_attempt_at is not null and e.state in ('due', 'accepted', 'parked')
  ) open
  where s.configured`;
