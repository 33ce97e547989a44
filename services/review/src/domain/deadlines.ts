import { addDays, compareInstants, covers, dayKind, due, localDate, yearOf, type CalendarEdition } from '@tongxiu/working-days';
import type { Move, Stage } from './stages.js';

/** The clocks a review keeps. The one of publishing belongs to those who publish. */
export const reviewClocks = ['accept', 'decide', 'supplementNotice', 'share', 'answerObjection'] as const;
export type ReviewClock = (typeof reviewClocks)[number];

/** The clock a unit works against at each stage; beside it only the notice to supplement runs. */
export const clockOfStage: Partial<Record<Stage, ReviewClock>> = {
  submitted: 'accept',
  supplementing: 'accept',
  resubmitted: 'accept',
  accepted: 'decide',
  refused: 'answerObjection',
};

export type DeadlineStatus = 'running' | 'suspended' | 'met' | 'missed' | 'cancelled';

/** A limit as it was computed: enough to explain it later, whatever rules and calendars say by then. */
export interface Deadline {
  readonly caseId: string;
  readonly what: ReviewClock;
  readonly rule: string;
  readonly clause: string;
  readonly startEvent: 'submitted' | 'accepted' | 'decided' | 'objected';
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

/** `lapse`: nothing is owed any more, but a limit that had passed stays missed. */
export type ClockEffect = 'settle' | 'cancel' | 'suspend' | 'lapse';

/** What each step does to the clock of the stage and to the one of the notice, which is due only if a notice is needed. */
export const clockEffects: Readonly<Record<Move, { readonly stage?: ClockEffect; readonly notice?: ClockEffect }>> = {
  requestSupplement: { notice: 'settle', stage: 'suspend' },
  supplement: {},
  accept: { stage: 'settle', notice: 'cancel' },
  notAccept: { stage: 'settle', notice: 'cancel' },
  approve: { stage: 'settle' },
  refuse: { stage: 'settle' },
  withdraw: { stage: 'lapse', notice: 'cancel' },
  close: { stage: 'lapse', notice: 'cancel' },
  revoke: {},
  object: {},
  upholdObjection: { stage: 'settle' },
  rejectObjection: { stage: 'settle' },
  closeObjection: { stage: 'lapse' },
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

/** An open limit nobody has to keep any more; one that had passed stays missed. */
export const lapsed = (dueAt: string | null, at: string): { status: DeadlineStatus } => ({
  status: late(dueAt, at) ? 'missed' : 'cancelled',
});

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

/**
 * Counts again by another edition: what could not be counted when it started, once the calendar knows the year, and what still runs.
 * Says nothing while the year is missing.
 */
export function recounted(deadline: Deadline, calendar: CalendarEdition): Pick<Deadline, 'dueDate' | 'dueAt' | 'status'> | undefined {
  const { dueDate, dueAt } = lastDay(deadline, calendar);
  if (dueDate === null) return undefined;
  const metLate = deadline.status === 'met' && late(dueAt, deadline.metAt ?? '');
  return { dueDate, dueAt, status: metLate ? 'missed' : deadline.status };
}

function lastDay(deadline: Deadline, calendar: CalendarEdition): Pick<Deadline, 'dueDate' | 'dueAt'> {
  const parts = partsOf(deadline, calendar);
  return parts === undefined ? { dueDate: null, dueAt: null } : due(calendar, deadline.resumedOn ?? deadline.from, parts.left);
}

/** The limit in two parts where the clock stood still: days used before the notice, days left after the answer. */
export function partsOf(deadline: DeadlineShape, calendar: CalendarEdition): { readonly used: number; readonly left: number } | undefined {
  const { from, workingDays, suspendedOn, resumedOn } = deadline;
  if (!stoodStill(suspendedOn) || !stoodStill(resumedOn)) return { used: 0, left: workingDays };
  const used = workingDaysBetween(calendar, from, suspendedOn);
  return used === undefined ? undefined : { used, left: Math.max(1, workingDays - used) };
}

/** Everything the last day of a limit follows from; many deadlines share one. */
export type DeadlineShape = Pick<Deadline, 'from' | 'workingDays' | 'suspendedOn' | 'resumedOn'>;

const stoodStill = (day: string | null | undefined): day is string => day !== null && day !== undefined;

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
