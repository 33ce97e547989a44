import type { IsoDate, IsoInstant } from '@tongxiu/contracts';
import type { Tx } from '@tongxiu/messaging';
import type { Folded, Standing } from '../domain/fold.js';
import type { Early, MaximumReached } from '../domain/happening.js';
import type { Publication } from '../domain/publication.js';
import type { EarlierDecision } from '../domain/recognition.js';

/** Where a sweep of ended periods stands. */
export interface SweepCursor {
  readonly maximumUntil: IsoDate;
  readonly recordKey: string;
}

export abstract class Publications {
  /** The publications of all these keys, locked to the end of the transaction; a key never heard of is laid down as awaited first. */
  abstract lock(recordKeys: readonly string[], tx: Tx): Promise<ReadonlyMap<string, Publication>>;

  /** Decisions that came before the listing they are about, in the order they came. */
  abstract kept(recordKeys: readonly string[], tx: Tx): Promise<readonly Early[]>;

  /** What the records say and how long they are shown, for those that may have to be shown again. */
  abstract standing(recordKeys: readonly string[], tx: Tx): Promise<ReadonlyMap<string, Standing>>;

  /** Our own refusals and what other sites told before. */
  abstract earlier(recordKeys: readonly string[], tx: Tx): Promise<ReadonlyMap<string, readonly EarlierDecision[]>>;

  /** Writes all that a batch came to; the caller holds the locks. */
  abstract save(folded: Folded, changedAt: IsoInstant, tx: Tx): Promise<void>;

  /** Periods that ended before `on`, oldest first. */
  abstract ended(on: IsoDate, after: SweepCursor | undefined, limit: number, tx: Tx): Promise<readonly SweepCursor[]>;

  /** As `lock`, but passes over what somebody else is changing now. */
  abstract lockFree(recordKeys: readonly string[], tx: Tx): Promise<ReadonlyMap<string, Publication>>;

  /** Of these locked publications, those whose period is really over, with the organ and the rulebook it was counted by. */
  abstract reached(recordKeys: readonly string[], on: IsoDate, tx: Tx): Promise<readonly Omit<MaximumReached, 'what' | 'eventId'>[]>;

  /** The period needs no watching any more. */
  abstract forgetPeriods(recordKeys: readonly string[], tx: Tx): Promise<void>;
}
