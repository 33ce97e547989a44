import type { Pool } from 'pg';
import { DeadlineReadings, type DeadlinesQuestion, type WatchedDeadline, type WatchedStatus } from '../../app/read-deadlines.js';
import type { Stage } from '../../domain/stages.js';
import type { WarningLevel } from '../../domain/warning-levels.js';
import { readDeadline, type DeadlineRow } from './deadline-rows.js';

export class SqlDeadlineReadings extends DeadlineReadings {
  constructor(private readonly pool: Pool) {
    super();
  }

  async deadlines({ status, level, organCode, after, limit }: DeadlinesQuestion): Promise<readonly WatchedDeadline[]> {
    const first = status === 'missed' ? 'infinity' : '-infinity';
    const place = after === undefined ? [first, null, null] : [after.dueAt ?? 'infinity', after.caseId, after.what];
    const { rows } = await this.pool.query<WatchedRow>(select[status], [...place, limit, level ?? 0, organCode ?? null]);
    return rows.map(readWatched);
  }
}

interface WatchedRow extends DeadlineRow {
  readonly record_key: string;
  readonly subject_name: string;
  readonly organ_code: string;
  readonly stage: Stage;
  readonly level: WarningLevel | null;
}

const readWatched = (row: WatchedRow): WatchedDeadline => ({
  ...readDeadline(row),
  recordKey: row.record_key,
  subjectName: row.subject_name,
  organCode: row.organ_code,
  stage: row.stage,
  provisional: row.due_at === null,
  level: row.level,
});

const beyond = (dueAt: string, comparison: '<' | '>'): string =>
  `($2::uuid is null or (${dueAt}, case_id, what) ${comparison} ($1::timestamptz, $2::uuid, $3::text))`;
const ofOrgan = `($6::text is null or organ_code = $6)`;
/** `limit 1` keeps this a look-up by key for the rows of the page, whatever the statistics say. */
const warned = `($5 = 0 or (select true from deadline_warning w where w.case_id = d.case_id and w.what = d.what and w.level >= $5 limit 1))`;

/**
 * The running clocks of one kind, walked in the order they fall due: a page reads a page, however many are open. `offset 0` keeps it from
 * starting at the deadlines, which would read all of them.
 */
const running = (column: 'due_at' | 'notice_due_at', which: string): string => `
  (select f.case_id, what
   from review_file f cross join lateral (
     select what from deadline d where d.case_id = f.case_id and d.what ${which} 'supplementNotice' and d.status = 'running' and ${warned} offset 0
   ) d
   where f.${column} < 'infinity' and f.${column} >= $1::timestamptz and ${beyond(`f.${column}`, '>')} and ${ofOrgan}
   order by f.${column}, f.case_id, what limit $4)`;

const candidates: Readonly<Record<WatchedStatus, string>> = {
  running: `${running('due_at', '<>')} union all ${running('notice_due_at', '=')}`,
  suspended: `select case_id, what from review_file f join deadline d using (case_id) where f.stage = 'supplementing' and d.status = 'suspended'`,
  provisional: `select case_id, what from deadline where due_at is null and status in ('running', 'met')`,
  missed: `select case_id, what from deadline_breach where due_at <= $1::timestamptz and ${beyond('due_at', '<')} and ${ofOrgan}
           order by due_at desc, case_id desc, what desc limit $4`,
};

const page = (status: WatchedStatus): string => {
  const [comparison, order] = status === 'missed' ? (['<', 'desc'] as const) : (['>', 'asc'] as const);
  const dueAt = `coalesce(d.due_at, 'infinity')`;
  return `
    select d.case_id, d.what, d.rule, d.clause, d.start_event, d.from_date::text, d.working_days, d.calendar, d.due_date::text, d.due_at, d.status,
           d.met_at, d.suspended_on::text, d.resumed_on::text, f.record_key, f.organ_code, f.stage, f.facts -> 'subject' ->> 'name' as subject_name,
           case d.status when 'missed' then 100
             else (select max(level) from deadline_warning w where w.case_id = d.case_id and w.what = d.what) end as level
    from (${candidates[status]}) watched join deadline d using (case_id, what) join review_file f using (case_id)
    where ${beyond(dueAt, comparison)} and ${ofOrgan} and (d.status = 'missed' or ${warned})
    order by ${dueAt} ${order}, case_id ${order}, what ${order} limit $4`;
};

const select: Readonly<Record<WatchedStatus, string>> = {
  running: page('running'),
  suspended: page('suspended'),
  provisional: page('provisional'),
  missed: page('missed'),
};
