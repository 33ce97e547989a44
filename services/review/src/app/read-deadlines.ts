import type { Deadline } from '../domain/deadlines.js';
import type { Stage } from '../domain/stages.js';
import type { WarningLevel } from '../domain/warning-levels.js';

/** `provisional`: runs or was met, but its last day is not known while the calendar lacks the year. `missed`: every breach ever found. */
export const watchedStatuses = ['running', 'suspended', 'provisional', 'missed'] as const;
export type WatchedStatus = (typeof watchedStatuses)[number];

/** Soonest due first; of breaches the latest first, since years of them are kept. */
export interface DeadlineCursor {
  readonly dueAt: string | null;
  readonly caseId: string;
  readonly what: string;
}

export interface DeadlinesQuestion {
  readonly status: WatchedStatus;
  /** Only where at least so much of the budget is used up. */
  readonly level: WarningLevel | undefined;
  /** A reviewer's own organ; an operator sees all. */
  readonly organCode: string | undefined;
  readonly after: DeadlineCursor | undefined;
  readonly limit: number;
}

export interface WatchedDeadline extends Deadline {
  readonly recordKey: string;
  readonly subjectName: string;
  readonly organCode: string;
  readonly stage: Stage;
  readonly provisional: boolean;
  /** The highest warning level crossed; null before the first. */
  readonly level: WarningLevel | null;
}

export abstract class DeadlineReadings {
  abstract deadlines(question: DeadlinesQuestion): Promise<readonly WatchedDeadline[]>;
}
