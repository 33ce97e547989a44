import type { PublicationState, RecordKind, SiteErrorCode } from '@tongxiu/contracts';

/**
 * Where one change stands on one site. `due` and `accepted` are open; the one-working-day promise is kept at `applied`;
 * `verified` is what the public side of the site confirmed; `parked` waits for a person.
 */
export const effectStates = ['due', 'sent', 'accepted', 'applied', 'verified', 'superseded', 'parked'] as const;
export type EffectState = (typeof effectStates)[number];

/** One version of a record's desired state, numbered in the order it was taken in. `body` is the JSON a site gets, never parsed again. */
export interface Change {
  readonly id: number;
  readonly recordKey: string;
  readonly version: number;
  readonly kind: RecordKind;
  readonly state: PublicationState;
  readonly body: string;
  /** A higher version was known before this one arrived: recorded, never sent. */
  readonly outdated: boolean;
  /** A newer version is in the log already; not every reader of the log looks. */
  readonly overtaken?: boolean | undefined;
  /** Milliseconds since the epoch: the first instant that is too late; absent while the calendar lacks the year. */
  readonly dueAtMs?: number | undefined;
  /** The trace of the decision, to be continued at the site. */
  readonly traceparent?: string | undefined;
}

/** What became of a change on a site, as it is written into the ledger. */
export interface Settled {
  readonly changeId: number;
  readonly state: Exclude<EffectState, 'sent' | 'verified'>;
  readonly receiptNo?: string | undefined;
  readonly appliedAt?: string | undefined;
  readonly code?: EffectCode | undefined;
  readonly note?: string | undefined;
  /** Milliseconds since the epoch: when to try or to ask again. */
  readonly againAtMs?: number | undefined;
  /** Settled without being sent. */
  readonly unsent?: boolean | undefined;
  /** Its due time, where a newer version is sent instead: that moves no clock. */
  readonly dueAtMs?: number | undefined;
}

/** The site's own codes, and what only the platform can say about a site. */
export type EffectCode = SiteErrorCode | 'SITE_AHEAD' | 'REFUSED_ALONE' | 'READ_BACK_DIFFERS' | 'LOST_BY_SITE' | 'TAKEN_UP_AGAIN';
