import type { Tx } from '@tongxiu/messaging';
import { DeadlineLedger, type After, type Recount } from '../../app/sweep-deadlines.js';
import type { Deadline } from '../../domain/deadlines.js';
import { readDeadline, type DeadlineRow } from './deadline-rows.js';
import { selectProvisional } from './review-files.sql.js';

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
  async markMissed(at: string, tx: Tx): Promise<number> {
    const rows = await tx.query(
      `with passed as (
         select case_id from review_file where due_at <= $1 and due_at < 'infinity' order by case_id for update skip locked
       )
       update deadline d set status = 'missed' from passed
       where d.case_id = passed.case_id and d.what in ('accept', 'decide') and d.status = 'running' and d.due_at <= $1
       returning d.case_id`,
      [at],
    );
    return rows.length;
  }

  async provisional(after: After | undefined, limit: number, tx: Tx): Promise<readonly Deadline[]> {
    return (await tx.query<DeadlineRow>(selectProvisional, [after?.caseId ?? null, after?.what ?? null, limit])).map(readDeadline);
  }

  /** Files first and in key order, as every step locks them. */
  async recount(recounts: readonly Recount[], tx: Tx): Promise<void> {
    await tx.query(`select 1 from review_file where case_id = any($1::uuid[]) order by case_id for update`, [
      recounts.map(({ caseId }) => caseId),
    ]);
    await tx.query(recountDeadlines, [
      recounts.map(({ caseId }) => caseId),
      recounts.map(({ what }) => what),
      recounts.map(({ dueDate }) => dueDate),
      recounts.map(({ dueAt }) => dueAt),
      recounts.map(({ status }) => status),
      recounts.map(({ calendar }) => calendar),
      recounts.map(({ before }) => before),
    ]);
  }
}

const recountDeadlines = `
  with counted as (
    select * from unnest($1::uuid[], $2::text[], $3::date[], $4::timestamptz[], $5::text[], $6::text[], $7::text[])
      as counted (case_id, what, due_date, due_at, status, calendar, before)
  ), dated as (
    update deadline d set due_date = counted.due_date, due_at = counted.due_at, calendar = counted.calendar, status = counted.status
    from counted where d.case_id = counted.case_id and d.what = counted.what and d.due_at is null and d.status = counted.before
    returning d.case_id, d.what, d.due_at, d.status
  ), running as (
    select case_id, min(due_at) filter (where what <> 'supplementNotice') as due_at,
           min(due_at) filter (where what = 'supplementNotice') as notice_due_at
    from dated where status = 'running' group by case_id
  )
  update review_file f
  set due_at = coalesce(running.due_at, f.due_at), notice_due_at = coalesce(running.notice_due_at, f.notice_due_at)
  from running where f.case_id = running.case_id`;
