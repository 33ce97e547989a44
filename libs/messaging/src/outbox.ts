import type { EventClass } from '@tongxiu/contracts';
import type { Tx } from './tx.js';

/** Something that happened, to be told: written beside the state it is about, published later by the relay. */
export interface Fact<Data extends object = object> {
  readonly event: EventClass<Data>;
  /** Record key: order is kept per key and nowhere else. */
  readonly key: string;
  /** Version of what the fact is about; the CloudEvents `sequence`. */
  readonly sequence: number;
  readonly data: Data;
  /** Event id (UUID v7 is made when absent); given where the id must be known to the writer of the state. */
  readonly id?: string;
  /** The trace it belongs to, where that is known from before and is not the one of the work in hand. */
  readonly traceparent?: string | undefined;
}

export abstract class Outbox {
  /**
   * Adds facts in order, in the caller's transaction; nothing else may publish. The caller must hold a lock on each key's
   * state (the row it just changed), so that two transactions about one key are numbered in the order they commit.
   */
  abstract add(facts: readonly Fact[], tx: Tx): Promise<void>;
}
