import type { BusMessage } from './bus.js';
import type { Tx } from './tx.js';

/** A message no retry can help, or whose key waits behind such a one. */
export interface ToPark {
  readonly reaction: string;
  readonly message: BusMessage;
  /** Names properties and constraints, never values. */
  readonly reason: string;
  readonly attempts: number;
  /** Whether later messages of the key must wait: so with a message that failed, not with one that can never be read. */
  readonly holdsKey: boolean;
}

export type ParkedStatus = 'parked' | 'replayed' | 'discarded';

export interface ParkedMessage {
  readonly id: string;
  readonly reaction: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly key: string;
  readonly eventId: string | undefined;
  readonly type: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** Absent where it was too long to keep; the digest and the place in the log are kept always. */
  readonly payload: string | undefined;
  readonly payloadSha256: string;
  readonly reason: string;
  readonly attempts: number;
  readonly holdsKey: boolean;
  readonly status: ParkedStatus;
  /** Milliseconds since the epoch, when the bus took the message. */
  readonly appendedAtMs: number;
  readonly parkedAt: string;
  readonly endedAt: string | undefined;
  readonly endedBy: string | undefined;
  readonly endedWhy: string | undefined;
}

export interface ParkedFilter {
  readonly reaction?: string | undefined;
  readonly key?: string | undefined;
  readonly status?: ParkedStatus | undefined;
}

export type ReplayOutcome =
  | { readonly outcome: 'replayed'; readonly messages: number }
  | { readonly outcome: 'unknown' }
  /** Replayed or discarded before. */
  | { readonly outcome: 'ended'; readonly status: ParkedStatus }
  /** It failed again and stays parked. */
  | { readonly outcome: 'failed'; readonly reason: string };

/** Messages taken out of the stream so that they hold up nobody but, where order demands it, the later ones of their own key. */
export abstract class ParkingLot {
  /** Parking the same message again (reaction, topic, partition, offset, time and contents) does nothing. */
  abstract park(entries: readonly ToPark[], tx: Tx): Promise<void>;
  /** Oldest first; `after` is the id of the last entry seen. */
  abstract list(
    filter: ParkedFilter,
    page: { readonly after?: string | undefined; readonly limit: number },
  ): Promise<readonly ParkedMessage[]>;
  abstract get(id: string): Promise<ParkedMessage | undefined>;
  /**
   * Delivers through the same reaction once more. Where the message holds its key, everything parked behind it goes with it, in the
   * order of the log and in one transaction; the key flows again afterwards. Who asked for it is kept with each of them.
   */
  abstract replay(id: string, by: string): Promise<ReplayOutcome>;
  /** Gives the message up for good; false where there is no parked message of this id. */
  abstract discard(id: string, by: string, why: string): Promise<boolean>;
}
