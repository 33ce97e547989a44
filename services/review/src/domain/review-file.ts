import type { Channel, MaterialKind, Reason } from '@tongxiu/contracts';
import type { Verdict } from '@tongxiu/rulebook';
import type { Findings, RecordFacts } from './case-facts.js';
import {
  clockEffects,
  clockOfStage,
  lapsed,
  settled,
  suspended,
  type ClockEffect,
  type Deadline,
  type DeadlineChange,
  type ReviewClock,
} from './deadlines.js';
import { reasonsMissing, stepNotAllowed, type Refusal } from './refusal.js';
import { moves, type Move, type Stage } from './stages.js';

export interface ReviewFile {
  readonly caseId: string;
  readonly recordKey: string;
  readonly recordRevision: number;
  readonly stage: Stage;
  /** Rises with every step: what the case tells is numbered by it. */
  readonly step: number;
  /** The unit that accepts and decides. */
  readonly organCode: string;
  readonly channel: Channel;
  readonly rulebook: string;
  readonly facts: RecordFacts;
  readonly materials: readonly MaterialKind[];
  readonly submittedAt: string;
  readonly acceptedAt: string | null;
  /** When the clock the unit works against is too late; null while none runs, or while the calendar lacks the year. */
  readonly dueAt: string | null;
  /** The same for the notice to supplement, which is due only if one is needed. */
  readonly noticeDueAt: string | null;
}

/** What a decision was judged by; a later edition of rules or calendar never rewrites it. */
export interface Judgement {
  readonly findings: Findings;
  readonly verdict: Verdict;
  readonly calendar: string;
}

export interface Moved {
  readonly kind: 'moved';
  readonly file: ReviewFile;
  readonly move: Move;
  readonly at: string;
  readonly reasons: readonly Reason[];
  readonly judgement?: Judgement;
  readonly changes: readonly DeadlineChange[];
  readonly started: readonly Deadline[];
  /** The objection a step answers. */
  readonly objectionId?: string;
  /** Absent where the applicant took the step. */
  readonly by?: Actor;
}

/** Who took a step: the subject and organ of the token, and the trace the step belongs to. */
export interface Actor {
  readonly subject: string;
  readonly organCode: string;
  readonly organName: string;
  readonly traceparent?: string | undefined;
}

export type Outcome = Moved | Refusal;

export interface StepParts {
  readonly reasons?: readonly Reason[];
  readonly judgement?: Judgement;
  readonly started?: readonly Deadline[];
  /** What became of a clock that stood still. */
  readonly resumed?: DeadlineChange | undefined;
  readonly objectionId?: string;
  /** What else the step changes in the file; the unit's clocks stop unless it says otherwise. */
  readonly file?: Partial<Pick<ReviewFile, 'acceptedAt' | 'materials' | 'dueAt'>>;
}

/** The moves that must state why, and the clause that says so. */
const mustStateReasons: Partial<Record<Move, string>> = {
  notAccept: 'J-029',
  requestSupplement: 'J-026',
  refuse: 'J-029',
  close: 'J-029',
  revoke: 'J-018',
  upholdObjection: 'J-042',
  rejectObjection: 'J-029',
  closeObjection: 'J-029',
};

/** The one place where a file moves. */
export function step(file: ReviewFile, move: Move, at: string, parts: StepParts = {}): Outcome {
  const stage = moves[file.stage][move];
  if (stage === undefined) return stepNotAllowed(file.stage, move);
  const { reasons = [], judgement, started = [], resumed, objectionId } = parts;
  const rule = mustStateReasons[move];
  if (rule !== undefined && reasons.length === 0) return reasonsMissing(rule);
  return {
    kind: 'moved',
    file: { ...file, dueAt: null, noticeDueAt: null, ...parts.file, stage, step: file.step + 1 },
    move,
    at,
    reasons,
    ...(judgement === undefined ? {} : { judgement }),
    changes: resumed === undefined ? stoppedClocks(file, move, at) : [resumed],
    started,
    ...(objectionId === undefined ? {} : { objectionId }),
  };
}

function stoppedClocks({ caseId, stage, dueAt, noticeDueAt }: ReviewFile, move: Move, at: string): DeadlineChange[] {
  const { stage: onStage, notice } = clockEffects[move];
  return [...stopped(caseId, clockOfStage[stage], onStage, dueAt, at), ...stopped(caseId, 'supplementNotice', notice, noticeDueAt, at)];
}

function stopped(
  caseId: string,
  what: ReviewClock | undefined,
  effect: ClockEffect | undefined,
  dueAt: string | null,
  at: string,
): DeadlineChange[] {
  if (what === undefined || effect === undefined) return [];
  return [{ caseId, what, ...stopping[effect](dueAt, at) }];
}

const stopping: Readonly<Record<ClockEffect, (dueAt: string | null, at: string) => Omit<DeadlineChange, 'caseId' | 'what'>>> = {
  settle: settled,
  suspend: suspended,
  lapse: lapsed,
  cancel: () => ({ status: 'cancelled' }),
};
