import type { Reason, SiteReceipt } from '@tongxiu/contracts';

/**
 * What has been told about a case so far. Each telling fills its own fields, once; nothing is ever overwritten. So it does not
 * matter that two topics are not ordered among each other, or that a message comes twice: the same facts give the same progress.
 */
export interface CaseProgress {
  readonly supplementRequestedAt?: string;
  readonly supplementReasons?: readonly Reason[];
  readonly supplementedAt?: string;
  readonly acceptedAt?: string;
  /** Last day for the decision; absent while the calendar lacks the year. */
  readonly decideBy?: string;
  readonly withdrawalRequestedAt?: string;
  readonly notAcceptedAt?: string;
  readonly withdrawnAt?: string;
  readonly approvedAt?: string;
  readonly refusedAt?: string;
  readonly endReasons?: readonly Reason[];
  readonly objectedAt?: string;
  /** Last day to verify and handle the objection (J-042). */
  readonly answerObjectionBy?: string;
  readonly objectionUpheldAt?: string;
  readonly objectionRejectedAt?: string;
  readonly objectionReasons?: readonly Reason[];
  readonly shownAt?: string;
  readonly receipts?: readonly SiteReceipt[];
  /** Another site decided, and its outcome counts here too (H-044). */
  readonly recognisedAt?: string;
  readonly recognitionReasons?: readonly Reason[];
  readonly revokedAt?: string;
  readonly revocationReasons?: readonly Reason[];
}

/**
 * Furthest last. A supplement is asked for once and before acceptance, an objection once and after a refusal, so a case passes
 * these in one direction only. A withdrawal that came too late is passed by the decision.
 */
export const stages = [
  'submitted',
  'supplementRequested',
  'supplemented',
  'accepted',
  'withdrawalRequested',
  'notAccepted',
  'withdrawn',
  'refused',
  'objected',
  'objectionRejected',
  'objectionUpheld',
  'approved',
  'shown',
  'recognised',
  'revoked',
] as const;
export type Stage = (typeof stages)[number];

export const timeOf: Readonly<Record<Exclude<Stage, 'submitted'>, keyof CaseProgress>> = {
  supplementRequested: 'supplementRequestedAt',
  supplemented: 'supplementedAt',
  accepted: 'acceptedAt',
  withdrawalRequested: 'withdrawalRequestedAt',
  notAccepted: 'notAcceptedAt',
  withdrawn: 'withdrawnAt',
  refused: 'refusedAt',
  objected: 'objectedAt',
  objectionRejected: 'objectionRejectedAt',
  objectionUpheld: 'objectionUpheldAt',
  approved: 'approvedAt',
  shown: 'shownAt',
  recognised: 'recognisedAt',
  revoked: 'revokedAt',
};

/** The stage is not stored: it is the furthest that was told. */
export function stageOf(progress: CaseProgress): Stage {
  return stages.findLast((stage) => stage !== 'submitted' && progress[timeOf[stage]] !== undefined) ?? 'submitted';
}

/** Nothing has been decided yet, so the applicant may still withdraw. */
export const undecided = (stage: Stage): boolean => stages.indexOf(stage) <= stages.indexOf('withdrawalRequested');

/**
 * What was just told leaves the listing free for another application. An approval leaves nothing to repair, unless it was revoked.
 * A refusal frees the listing; an objection takes it again, and its rejection frees it a second time.
 */
export const freesListing = (told: CaseProgress): boolean =>
  told.revokedAt !== undefined ||
  (told.approvedAt === undefined &&
    [told.notAcceptedAt, told.withdrawnAt, told.refusedAt, told.objectionRejectedAt].some((at) => at !== undefined));

/** Nobody waits for word about the case any more. */
export const closesCase = (told: CaseProgress): boolean =>
  freesListing(told) || told.shownAt !== undefined || told.recognisedAt !== undefined;

/** What was there stays; what is new is added. */
export const merge = (known: CaseProgress, told: CaseProgress): CaseProgress => ({ ...told, ...known });
