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
  readonly notAcceptedAt?: string;
  readonly approvedAt?: string;
  readonly refusedAt?: string;
  readonly endReasons?: readonly Reason[];
  readonly shownAt?: string;
  readonly receipts?: readonly SiteReceipt[];
}

/** Furthest last. A supplement is asked for once and before acceptance, so a case passes these in one direction only. */
export const stages = [
  'submitted',
  'supplementRequested',
  'supplemented',
  'accepted',
  'notAccepted',
  'refused',
  'approved',
  'shown',
] as const;
export type Stage = (typeof stages)[number];

export const timeOf: Readonly<Record<Exclude<Stage, 'submitted'>, keyof CaseProgress>> = {
  supplementRequested: 'supplementRequestedAt',
  supplemented: 'supplementedAt',
  accepted: 'acceptedAt',
  notAccepted: 'notAcceptedAt',
  refused: 'refusedAt',
  approved: 'approvedAt',
  shown: 'shownAt',
};

/** The stage is not stored: it is the furthest that was told. */
export function stageOf(progress: CaseProgress): Stage {
  return stages.findLast((stage) => stage !== 'submitted' && progress[timeOf[stage]] !== undefined) ?? 'submitted';
}

/** A listing whose case ended this way may be applied for again; after an approval nothing is left to repair. */
export const freesListing = (progress: CaseProgress): boolean =>
  progress.approvedAt === undefined && (progress.notAcceptedAt !== undefined || progress.refusedAt !== undefined);

/** What was there stays; what is new is added. */
export const merge = (known: CaseProgress, told: CaseProgress): CaseProgress => ({ ...told, ...known });
