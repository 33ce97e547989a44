import type {
  Effect,
  IsoDate,
  IsoInstant,
  PublicationCause,
  PublicationState,
  RecognisedState,
  RecordContent,
  RecordKind,
} from '@tongxiu/contracts';
import type { PublicityPeriod } from './publicity-period.js';

export interface Listed {
  readonly what: 'listed';
  readonly eventId: string;
  readonly recordKey: string;
  readonly revision: number;
  readonly record: RecordContent;
  readonly period: PublicityPeriod;
  /** Whether the notice of Annex 1 goes to the party with the decision (H-050, H-051). */
  readonly noticeRequired: boolean;
  /** The last day of publicity, where it is past already when the listing is taken in. */
  readonly endedOn: IsoDate | null;
  readonly receivedAt: IsoInstant;
}

export interface Removed {
  readonly what: 'removed';
  readonly eventId: string;
  readonly recordKey: string;
  readonly revision: number;
  readonly organCode: string;
  readonly organName: string;
  readonly removedOn: IsoDate;
  readonly receivedAt: IsoInstant;
}

export interface Repaired {
  readonly what: 'repaired';
  readonly eventId: string;
  readonly recordKey: string;
  readonly recordRevision: number;
  readonly caseId: string;
  readonly organCode: string;
  readonly organName: string;
  readonly rulebook: string;
  readonly effects: readonly Effect[];
  readonly decidedAt: IsoInstant;
}

/** The repair of one case was taken back: its materials proved false (J-018). */
export interface Revoked {
  readonly what: 'revoked';
  readonly eventId: string;
  readonly recordKey: string;
  readonly recordRevision: number;
  readonly caseId: string;
  readonly organCode: string;
  readonly organName: string;
  readonly rulebook: string;
  readonly decidedAt: IsoInstant;
  /** The day it was heard of: a record whose maximum has passed by then is not shown again. */
  readonly heardOn: IsoDate;
}

/** Another site decided about a record of ours; it holds here like our own decision (H-044). */
export interface Recognised {
  readonly what: 'recognised';
  readonly eventId: string;
  readonly recognitionId: string;
  readonly recordKey: string;
  readonly recordRevision: number;
  readonly state: RecognisedState;
  readonly effects: readonly Effect[];
  readonly site: string;
  readonly reference: string;
  readonly organCode: string;
  readonly organName: string;
  readonly decidedAt: IsoInstant;
  readonly receivedAt: IsoInstant;
}

/** Decisions that may come before the listing they are about. */
export type Early = Repaired | Revoked | Recognised;

export interface MaximumReached {
  readonly what: 'maximumReached';
  readonly eventId: string;
  readonly recordKey: string;
  readonly maximumUntil: IsoDate;
  readonly organCode: string;
  readonly organName: string;
  readonly rulebook: string;
}

export type Happening = Listed | Removed | Early | MaximumReached;

/** What is told when a publication moved. */
export interface Change {
  readonly recordKey: string;
  readonly version: number;
  readonly state: PublicationState;
  readonly kind: RecordKind;
  readonly creditCode: string;
  /** Only when shown. */
  readonly record?: RecordContent;
  readonly effects: readonly Effect[];
  readonly cause: PublicationCause;
  /** Id the telling event must bear, where it is its own cause. */
  readonly factId?: string;
  readonly clockStartedAt: IsoInstant;
}

/** `outdated`: about a revision the register has gone past, or a listing that is gone. `notThatRepair`: display did not end by that case. */
export const refusalReasons = [
  'outdated',
  'notListed',
  'alreadyWithdrawn',
  'alreadyRemoved',
  'alreadyExpired',
  'maximumPassed',
  'notThatRepair',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** An event that moved nothing, kept with its reason. */
export interface Refusal {
  readonly eventId: string;
  readonly recordKey: string;
  readonly what: Happening['what'];
  readonly revision: number | null;
  readonly state: string;
  readonly reason: RefusalReason;
}
