import type { KeptDeadline, Recounted } from '../../app/read-reviews.js';
import type { Deadline } from '../../domain/deadlines.js';
import type { WarningLevel } from '../../domain/warning-levels.js';

export interface DeadlineRow {
  readonly case_id: string;
  readonly what: Deadline['what'];
  readonly rule: string;
  readonly clause: string;
  readonly start_event: Deadline['startEvent'];
  readonly from_date: string;
  readonly working_days: number;
  readonly calendar: string;
  readonly due_date: string | null;
  readonly due_at: Date | null;
  readonly status: Deadline['status'];
  readonly met_at: Date | null;
  readonly suspended_on: string | null;
  readonly resumed_on: string | null;
}

export const instant = (time: Date | null): string | null => time?.toISOString() ?? null;

export const readDeadline = (row: DeadlineRow): Deadline => ({
  caseId: row.case_id,
  what: row.what,
  rule: row.rule,
  clause: row.clause,
  startEvent: row.start_event,
  from: row.from_date,
  workingDays: row.working_days,
  calendar: row.calendar,
  dueDate: row.due_date,
  dueAt: instant(row.due_at),
  status: row.status,
  metAt: instant(row.met_at),
  suspendedOn: row.suspended_on,
  resumedOn: row.resumed_on,
});

/** With what was kept about it since. */
export interface KeptDeadlineRow extends DeadlineRow {
  readonly warnings: readonly { readonly level: WarningLevel; readonly crossedAt: string }[];
  readonly recounts: readonly Recounted[];
}

export const readKeptDeadline = (row: KeptDeadlineRow): KeptDeadline => ({
  ...readDeadline(row),
  provisional: row.due_at === null,
  warnings: row.warnings.map(({ level, crossedAt }) => ({ level, crossedAt: new Date(crossedAt).toISOString() })),
  recounts: row.recounts.map(({ at, from, to }) => ({ at: new Date(at).toISOString(), from, to })),
});

/** Columns of new deadlines, as the insert wants them. */
export const deadlineColumns = (deadlines: readonly Deadline[]): unknown[] => [
  deadlines.map(({ caseId }) => caseId),
  deadlines.map(({ what }) => what),
  deadlines.map(({ rule }) => rule),
  deadlines.map(({ clause }) => clause),
  deadlines.map(({ startEvent }) => startEvent),
  deadlines.map(({ from }) => from),
  deadlines.map(({ workingDays }) => workingDays),
  deadlines.map(({ calendar }) => calendar),
  deadlines.map(({ dueDate }) => dueDate),
  deadlines.map(({ dueAt }) => dueAt),
  deadlines.map(({ status }) => status),
  deadlines.map(({ metAt }) => metAt ?? null),
];
