import type { Tx } from '@tongxiu/messaging';
import { DeadlineLedger, type After, type CountedShape, type Recount, type ShapeCrossing } from '../../app/sweep-deadlines.js';
import type { Deadline } from '../../domain/deadlines.js';
import { readDeadline, type DeadlineRow } from './deadline-rows.js';
import { openDeadlines, recordBreaches, selectToRecount } from './review-files.sql.js';

/** Any constant will do, as long as nothing else in the database uses it. */
const sweepLock = 7_243_101;

export class SqlDeadlines extends DeadlineLedger {
  async takeTurn(tx: Tx): Promise<boolean> {
    const [row] = await tx.query<{ taken: boolean }>(`select pg_try_advisory_xact_lock($1) as taken`, [sweepLock]);
    return row?.taken === true;
  }

  /**
   * Goes by the few open files whose clock has passed, and locks them as every step does; one that is being worked on right now settles
   * its clock itself. The notice to supplement is left out: it is due only if one is needed, so whether it was late is known when it is
   * given.
   */
  async markMissed(at: string, limit: number, tx: Tx): Promise<number> {
    const rows = await tx.query(markMissed, [at, limit]);
    return rows.length;
  }

  async toRecount(current: string, after: After | undefined, limit: number, tx: Tx): Promise<readonly Deadline[]> {
    const rows = await tx.query<DeadlineRow>(selectToRecount, [after?.caseId ?? null, after?.what ?? null, limit, current]);
    return rows.map(readDeadline);
  }

  /** Files first and in key order, as every step locks them. */
  async recount(recounts: readonly Recount[], at: string, tx: Tx): Promise<void> {
    const caseIds = recounts.map(({ caseId }) => caseId);
    const whats = recounts.map(({ what }) => what);
    await tx.query(`select 1 from review_file where case_id = any($1::uuid[]) order by case_id for update`, [caseIds]);
    await tx.query(recountDeadlines, [
      caseIds,
      whats,
      recounts.map(({ dueDate }) => dueDate),
      recounts.map(({ dueAt }) => dueAt),
      recounts.map(({ status }) => status),
      recounts.map(({ calendar }) => calendar),
      recounts.map(({ before }) => before.status),
      recounts.map(({ before }) => before.calendar),
      recounts.map(({ before }) => before.dueDate),
      at,
    ]);
    await tx.query(recordBreaches, [caseIds, whats, recounts.map(() => at)]);
  }

  async openShapes(tx: Tx): Promise<readonly CountedShape[]> {
    const rows = await tx.query<ShapeRow>(
      `select distinct calendar, from_date::text, working_days, suspended_on::text, resumed_on::text
       from ${openDeadlines(unmet)}`,
    );
    return rows.map((row) => ({
      calendar: row.calendar,
      from: row.from_date,
      workingDays: row.working_days,
      suspendedOn: row.suspended_on,
      resumedOn: row.resumed_on,
    }));
  }

  /** Locks nothing a step would wait for. */
  async warn(crossed: readonly ShapeCrossing[], tx: Tx): Promise<number> {
    const rows = await tx.query(warn, [
      crossed.map(({ calendar }) => calendar),
      crossed.map(({ from }) => from),
      crossed.map(({ workingDays }) => workingDays),
      crossed.map(({ suspendedOn }) => suspendedOn ?? null),
      crossed.map(({ resumedOn }) => resumedOn ?? null),
      crossed.map(({ level }) => level),
      crossed.map(({ crossedAt }) => crossedAt),
    ]);
    return rows.length;
  }
}

interface ShapeRow {
  readonly calendar: string;
  readonly from_date: string;
  readonly working_days: number;
  readonly suspended_on: string | null;
  readonly resumed_on: string | null;
}

/** A suspended clock uses nothing up; one that passed is still owed until somebody acts. */
const unmet = `status in ('running', 'missed') and met_at is null`;

/** At most a page, so that no step waits long; `limit 1` keeps the look-up by key whatever the statistics say. */
const markMissed = `
  with passed as (
    select case_id, organ_code from review_file f
    where due_at <= $1 and due_at < 'infinity'
      and (select true from deadline d
           where d.case_id = f.case_id and d.what in ('accept', 'decide', 'answerObjection') and d.status = 'running' and d.due_at <= $1 limit 1)
    order by case_id limit $2 for update skip locked
  ), missed as (
    update deadline d set status = 'missed' from passed
    where d.case_id = passed.case_id and d.what in ('accept', 'decide', 'answerObjection') and d.status = 'running' and d.due_at <= $1
    returning d.case_id, d.what, passed.organ_code, d.due_at
  )
  insert into deadline_breach (case_id, what, organ_code, due_at, found_at)
  select case_id, what, organ_code, due_at, $1 from missed returning case_id`;

const recountDeadlines = `
  with counted as (
    select * from unnest($1::uuid[], $2::text[], $3::date[], $4::timestamptz[], $5::text[], $6::text[], $7::text[], $8::text[], $9::date[])
      as counted (case_id, what, due_date, due_at, status, calendar, old_status, old_calendar, old_due_date)
  ), dated as (
    update deadline d set due_date = counted.due_date, due_at = counted.due_at, calendar = counted.calendar, status = counted.status
    from counted
    where d.case_id = counted.case_id and d.what = counted.what and d.status = counted.old_status and d.calendar = counted.old_calendar
      and d.due_date is not distinct from counted.old_due_date
    returning d.case_id, d.what, d.due_at, d.due_date, d.status, d.calendar, counted.old_calendar, counted.old_due_date
  ), kept as (
    insert into deadline_recount (case_id, what, at, old_calendar, old_due_date, new_calendar, new_due_date)
    select case_id, what, $10, old_calendar, old_due_date, calendar, due_date from dated
  ), running as (
    select case_id, min(due_at) filter (where what <> 'supplementNotice') as due_at,
           min(due_at) filter (where what = 'supplementNotice') as notice_due_at
    from dated where status = 'running' group by case_id
  )
  update review_file f
  set due_at = coalesce(running.due_at, f.due_at), notice_due_at = coalesce(running.notice_due_at, f.notice_due_at)
  from running where f.case_id = running.case_id`;

const warn = `
  insert into deadline_warning (case_id, what, level, crossed_at)
  select d.case_id, d.what, crossed.level, crossed.crossed_at
  from ${openDeadlines(unmet)}
  join unnest($1::text[], $2::date[], $3::int[], $4::date[], $5::date[], $6::smallint[], $7::timestamptz[])
    as crossed (calendar, from_date, working_days, suspended_on, resumed_on, level, crossed_at)
    on d.calendar = crossed.calendar and d.from_date = crossed.from_date and d.working_days = crossed.working_days
      and d.suspended_on is not distinct from crossed.suspended_on and d.resumed_on is not distinct from crossed.resumed_on
  where (select true from deadline_warning w where w.case_id = d.case_id and w.what = d.what and w.level = crossed.level limit 1) is null
  on conflict do nothing returning case_id`;
