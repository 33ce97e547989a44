import { addDays, compareInstants, covers, dayKind, due, localDate, yearOf, type CalendarEdition } from '@tongxiu/working-days';
import type { Move } from './stages.js';

/** The clocks a review keeps. Others of the rulebook (share, publish) belong to those who share and publish. */
export type ReviewClock = 'accept' | 'decide' | 'supplementNotice';

export type DeadlineStatus = 'running' | 'suspended' | 'met' | 'missed' | 'cancelled';

/** A limit as it was computed: enough to explain it later, whatever rules and calendars say by then. */
export interface Deadline {
  readonly caseId: string;
  readonly what: ReviewClock;
  readonly rule: string;
  readonly clause: string;
  readonly startEvent: 'submitted' | 'accepted';
  /** Day of the start event in Asia/Shanghai; it is not counted. */
  readonly from: string;
  readonly workingDays: number;
  readonly calendar: string;
  /** Last day; null while the calendar lacks the year. */
  readonly dueDate: string | null;
  /** The first instant that is too late. */
  readonly dueAt: string | null;
  readonly status: DeadlineStatus;
  readonly metAt?: string | null;
  readonly suspendedOn?: string | null;
  readonly resumedOn?: string | null;
}

/** What a step does to a deadline that runs. */
export interface DeadlineChange {
  readonly caseId: string;
  readonly what: ReviewClock;
  readonly status: DeadlineStatus;
  readonly metAt?: string;
  readonly suspendedOn?: string;
  readonly resumed?: Pick<Deadline, 'dueDate' | 'dueAt' | 'calendar'> & { readonly on: string };
}

/** What each step does to the clocks that run. A notice to supplement is due only if one is needed, so accepting cancels that clock. */
export const clockEffects: Readonly<Record<Move, Partial<Record<ReviewClock, 'settle' | 'cancel' | 'suspend'>>>> = {
  requestSupplement: { supplementNotice: 'settle', accept: 'suspend' },
  supplement: {},
  accept: { accept: 'settle', supplementNotice: 'cancel' },
  notAccept: { accept: 'settle', supplementNotice: 'cancel' },
  approve: { decide: 'settle' },
  refuse: { decide: 'settle' },
};

export const late = (dueAt: string | null, at: string): boolean => dueAt !== null && compareInstants(at, dueAt) >= 0;

/** A breach is recorded as one and stays one: acting late does not turn it into a deadline met. */
export const settled = (dueAt: string | null, at: string): { status: DeadlineStatus; metAt: string } => ({
  status: late(dueAt, at) ? 'missed' : 'met',
  metAt: at,
});

/** The clock stands still from the notice until the answer; a limit that had passed before the notice stays missed. */
export const suspended = (dueAt: string | null, at: string): { status: DeadlineStatus; suspendedOn?: string } =>
  late(dueAt, at) ? { status: 'missed' } : { status: 'suspended', suspendedOn: localDate(at) };

/**
 * Goes on with what was left of a limit: working days after the start up to the day of the notice are used, those until the answer do
 * not count. At least the first working day after the answer is left, since a notice given on the last day must not leave none.
 */
export function resumed(deadline: Deadline, calendar: CalendarEdition, at: string): DeadlineChange | undefined {
  const { caseId, what, status, suspendedOn } = deadline;
  if (status !== 'suspended' || suspendedOn === null || suspendedOn === undefined) return undefined;
  const on = localDate(at);
  const used = workingDaysBetween(calendar, deadline.from, suspendedOn);
  if (used === undefined)
    return { caseId, what, status: 'running', resumed: { on, dueDate: null, dueAt: null, calendar: calendar.edition } };
  const { dueDate, dueAt } = due(calendar, on, Math.max(1, deadline.workingDays - used));
  return { caseId, what, status: 'running', resumed: { on, dueDate, dueAt, calendar: calendar.edition } };
}

/** Counts again what could not be counted when it started, once the calendar knows the year; otherwise says nothing. */
export function recounted(deadline: Deadline, calendar: CalendarEdition): Pick<Deadline, 'dueDate' | 'dueAt' | 'status'> | undefined {
  const { dueDate, dueAt } = lastDay(deadline, calendar);
  if (dueDate === null) return undefined;
  const metLate = deadline.status === 'met' && late(dueAt, deadline.metAt ?? '');
  return { dueDate, dueAt, status: metLate ? 'missed' : deadline.status };
}

function lastDay(deadline: Deadline, calendar: CalendarEdition): Pick<Deadline, 'dueDate' | 'dueAt'> {
  const { from, workingDays, suspendedOn, resumedOn } = deadline;
  if (suspendedOn === null || suspendedOn === undefined || resumedOn === null || resumedOn === undefined)
    return due(calendar, from, workingDays);
  const used = workingDaysBetween(calendar, from, suspendedOn);
  return used === undefined ? { dueDate: null, dueAt: null } : due(calendar, resumedOn, Math.max(1, workingDays - used));
}

/** Working days after the first day up to and including the last, or undefined when the calendar lacks a year. */
function workingDaysBetween(calendar: CalendarEdition, first: string, last: string): number | undefined {
  let count = 0;
  for (let day = addDays(first, 1); day <= last; day = addDays(day, 1)) {
    if (!covers(calendar, yearOf(day))) return undefined;
    const kind = dayKind(calendar, day);
    if (kind === 'weekday' || kind === 'makeUp') count += 1;
  }
  return count;
}
