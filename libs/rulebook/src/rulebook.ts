import type { IsoDate } from '@tongxiu/working-days';
import type { ApplicationFacts, CaseFacts, Conduct, Domain, MaterialKind, PenaltyKind, RecordKind, Severity } from './case-facts.js';
import type { Channel, DeadlineKind, Effect, Wording } from './verdict.js';

export type ParameterValue = number | string | boolean | readonly string[] | null;

/** Which records a row is about. What is not named does not matter; each list is met by any one of its values. */
export interface Applies {
  readonly kinds?: readonly RecordKind[];
  readonly marketRegulation?: boolean;
  readonly domains?: readonly Domain[];
  readonly penaltyKinds?: readonly PenaltyKind[];
  /** Met by a penalty of these kinds and of no other. */
  readonly penaltyKindsOnly?: readonly PenaltyKind[];
  readonly conducts?: readonly Conduct[];
  readonly severities?: readonly Severity[];
}

/** The facts with everything that follows from them and the rulebook's numbers. */
export interface Situation {
  readonly facts: CaseFacts;
  readonly severity: Severity | null;
  /** The row whose minimum governs: of several that apply, the longest. */
  readonly period: PeriodRow | undefined;
  readonly minimumUntil: IsoDate | null;
  readonly maximumUntil: IsoDate | null;
  /** Display ended by itself and leaves nothing to repair. */
  readonly ended: boolean;
}

interface Row {
  /** Quoted in verdicts and letters: never reused, never renumbered. */
  readonly id: string;
  /** The clauses it comes from, by their ids in `clauses`. */
  readonly cites: readonly string[];
}

/** A condition of repair. */
export interface Rule extends Row {
  readonly requires: Wording;
  /** The records it is about, where it is not about all. */
  readonly applies?: Applies;
  /** Whether the case has anything to do with the rule. */
  readonly when: (situation: Situation) => boolean;
  readonly holds: (situation: Situation) => boolean;
  /**
   * For a condition that time alone mends: the last day on which it is broken, or null when no such day is known. Absent for all others.
   */
  readonly until?: (situation: Situation) => IsoDate | null;
  /** What is wrong in this case, where `requires` is not enough. */
  readonly message?: (situation: Situation) => Wording;
  /** The parameters its answer rests on. */
  readonly uses?: readonly string[];
}

/** Shortest and longest publicity; the numbers are parameters of the rulebook. */
export interface PeriodRow extends Row {
  readonly applies: Applies;
  readonly minimumMonths: string;
  readonly maximumMonths: string | null;
}

export interface MaterialRow extends Row {
  readonly applies: Applies;
  readonly anyOf: readonly MaterialKind[];
}

export const startEvents = [
  'submittedAt',
  'acceptedAt',
  'decidedAt',
  'receivedByPlatformAt',
  'objectionAt',
] as const satisfies readonly (keyof ApplicationFacts)[];
export type StartEvent = (typeof startEvents)[number];

export interface DeadlineRow extends Row {
  readonly applies: Applies;
  readonly what: DeadlineKind;
  readonly startsAt: StartEvent;
  readonly workingDays: string;
}

export interface ChannelRow extends Row {
  readonly applies: Applies;
  readonly channel: Channel;
}

export interface EffectRow extends Row {
  readonly applies: Applies;
  readonly effects: readonly Effect[];
}

export interface NoticeRow extends Row {
  readonly applies: Applies;
  /** Name of the parameter that lists the penalty kinds which, standing alone, need no notice. */
  readonly exempt: string;
  /** Name of a parameter without which the row does not count. */
  readonly onlyIf?: string;
}

export interface SeverityReading {
  readonly rule: string;
  /** How a record is classed whose unit marked nothing. */
  readonly whenUnmarked: (facts: CaseFacts) => Severity;
  readonly message: Wording;
  /** Classes the rulebook does not know, and what it takes them for. */
  readonly reads?: Readonly<Partial<Record<Severity, Severity>>>;
}

export interface Rulebook {
  readonly id: string;
  readonly jurisdiction: string;
  readonly title: Wording;
  /** What a reader has to know about its standing. */
  readonly note: Wording;
  /** The clauses that say what it rests on. */
  readonly policyBasis: readonly string[];
  readonly kinds: readonly RecordKind[];
  readonly validFrom: IsoDate;
  readonly validTo: IsoDate | null;
  /** The clause that says from which day periods are counted. */
  readonly clockStarts: string;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  /** Parameters whose official text was not at hand; never shown to a user as law (待核对官方文本). */
  readonly pending: readonly string[];
  readonly severity?: SeverityReading;
  readonly rules: readonly Rule[];
  readonly periods: readonly PeriodRow[];
  readonly materials: readonly MaterialRow[];
  readonly deadlines: readonly DeadlineRow[];
  readonly adoptedDeadlines: readonly DeadlineRow[];
  readonly channels: readonly ChannelRow[];
  readonly effects: readonly EffectRow[];
  readonly notices: readonly NoticeRow[];
}
