import { withinLimit, type Metrics } from '@tongxiu/hosting';
import type { Transactions } from '@tongxiu/messaging';
import { reviewClocks } from '../../domain/deadlines.js';

interface DeadlineRow {
  readonly what: string;
  readonly status: 'running' | 'suspended' | 'provisional' | 'missed';
  readonly count: number;
}

/** How the statutory deadlines stand, asked when somebody wants to see it. */
export class DeadlineFigures {
  constructor(metrics: Metrics, transactions: Transactions) {
    metrics.ask({
      name: 'deadlines',
      gauges: [{ name: 'tongxiu_deadlines', help: 'Statutory deadlines of the review by status.', labels: ['what', 'status'] }],
      ask: async () => {
        const rows = await withinLimit(transactions, (tx) => tx.query<DeadlineRow>(deadlines, [reviewClocks]));
        return { tongxiu_deadlines: rows.map(({ what, status, count }) => ({ labels: { what, status }, value: count })) };
      },
    });
  }
}

/**
 * A limit without a last day is provisional even where it was met: the one of sharing is met in the instant of the decision, and whether
 * that was in time, and when it would have ended, cannot be said before the year is known.
 *
 * Open clocks are found by the indexes of open files, not among all deadlines there ever were. Each kind of deadline that is known at
 * all is there with 0 as missed, so that the first one shows as an increase.
 */
const deadlines = `
  with open as (
    select case_id from review_file where due_at < 'infinity'
    union select case_id from review_file where notice_due_at < 'infinity'
    union select case_id from review_file where stage = 'supplementing'
    union select case_id from deadline where due_at is null
  ), clocks as (
    select d.what, case when d.status in ('running', 'met') then 'provisional' else d.status end as status
    from open join deadline d using (case_id) where d.due_at is null and d.status in ('running', 'suspended', 'met')
    union all
    select d.what, d.status from open join deadline d using (case_id) where d.due_at is not null and d.status in ('running', 'suspended')
  ), missed as (
    select what, count(*) as count from deadline_breach group by what
  ), whats as (
    select unnest($1::text[]) as what union select what from missed
  )
  select what, status, count(*)::float8 as count from clocks group by what, status
  union all
  select what, 'missed', coalesce(missed.count, 0)::float8 from whats left join missed using (what)`;
