import type { PublicationCause, PublicationState, RecordKind, Tier, Wording } from '@tongxiu/contracts';
import type { EffectState } from '../domain/effect.js';

/** One version of a record: the decision behind it, its clock, and where it stands on each site. */
export interface TimelineVersion {
  readonly version: number;
  readonly state: PublicationState;
  /** Came after a newer version was known; no site was told. */
  readonly outdated: boolean;
  readonly cause: PublicationCause;
  readonly changedAt: string;
  readonly receivedAt: string;
  readonly clock: TimelineClock;
  readonly sites: readonly TimelineSite[];
}

export interface TimelineClock {
  readonly startedAt: string;
  readonly workingDays: number;
  /** The first instant that is too late; null while the calendar lacks the year. */
  readonly dueAt: string | null;
  readonly calendar: string;
  readonly provisional: boolean;
  /** Negative once it is late; null without a due time. */
  readonly leftMs: number | null;
  readonly rules: readonly string[];
  readonly recounts: readonly ClockRecount[];
}

/** A due time before and after another calendar edition was loaded. */
export interface ClockRecount {
  readonly at: string;
  readonly from: { readonly calendar: string; readonly dueAt: string | null };
  readonly to: { readonly calendar: string; readonly dueAt: string };
}

export interface TimelineSite {
  readonly site: string;
  readonly tier: Tier;
  readonly name: Wording;
  readonly state: EffectState;
  readonly attempts: number;
  readonly sentAt: string | null;
  /** By the site's clock. */
  readonly appliedAt: string | null;
  readonly acknowledgedAt: string | null;
  readonly verifiedAt: string | null;
  readonly receiptNo: string | null;
  /** Applied after its due time, or not applied although it has passed; a breach that was written down stays. */
  readonly late: boolean;
  readonly code: string | null;
  readonly note: string | null;
  readonly nextAttemptAt: string | null;
}

export interface RecordTimeline {
  readonly recordKey: string;
  readonly kind: RecordKind;
  readonly versions: readonly TimelineVersion[];
}

export abstract class Timelines {
  abstract of(recordKey: string, now: string): Promise<RecordTimeline | undefined>;
}

/** A department reads about records of its own; whether others exist is not its business. */
export const concerns = ({ versions }: RecordTimeline, organCode: string): boolean =>
  versions.some(({ cause }) => cause.organCode === organCode);
