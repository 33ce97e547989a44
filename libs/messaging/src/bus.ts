/** A message as a bus carries it: CloudEvents attributes as `ce_…` headers, the data as JSON text. */
export interface OutgoingMessage {
  readonly topic: string;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: string;
}

export interface BusMessage extends OutgoingMessage {
  readonly partition: number;
  /** Rises within (topic, partition) without being reused; not promised to be gap-free. */
  readonly offset: number;
  /** Milliseconds since the epoch, when the bus took the message. */
  readonly appendedAtMs: number;
}

export interface TopicSpec {
  readonly name: string;
  readonly partitions: number;
}

export interface SubscriptionOptions {
  /** Consumer group: each group sees every message, each partition is worked by one member at a time. */
  readonly group: string;
  readonly topics: readonly string[];
  readonly batchSizeMax: number;
  /** A hint: so long messages may gather after the first before they are handed over. Default 0, at once. */
  readonly gatherMs?: number;
  /**
   * Gets messages of one or more partitions, in order within each. The position moves past the batch only after it resolves;
   * when it throws, the same messages come again (at least once), other partitions are not held up by it.
   */
  readonly onBatch: (messages: readonly BusMessage[]) => Promise<void>;
  /** Told when a batch failed, with how often in a row. */
  readonly onFailure?: (cause: unknown, failuresInARow: number) => void;
}

export interface Subscription {
  /** Messages not yet worked by the group, over all its partitions. */
  lag(): Promise<number>;
  /** When a batch last ended well, or the group was last found to be at the end of the log. Readiness follows this. */
  lastProgressAt(): number;
  /** Finishes the batch in work and leaves the group. */
  stop(): Promise<void>;
}

/** At least once, ordered per key, consumer groups with durable positions. One conformance suite, several drivers. */
export abstract class Bus {
  /** Idempotent; refuses to change the partition count of a topic that exists, which would reorder keys. */
  abstract ensureTopics(topics: readonly TopicSpec[]): Promise<void>;
  /**
   * Appends in the given order per key. Resolves with the indexes (into `messages`) that are durably in the log; what is missing must
   * be sent again. A message is never among them while an earlier one of its key is missing. Throws when nothing can be said.
   */
  abstract publish(messages: readonly OutgoingMessage[]): Promise<readonly number[]>;
  abstract subscribe(options: SubscriptionOptions): Promise<Subscription>;
  /** Moves a stopped group: from the beginning, from the end, or from the first message taken at or after an instant (milliseconds). */
  abstract seek(group: string, topic: string, to: 'beginning' | 'end' | { readonly fromMs: number }): Promise<void>;
  abstract close(): Promise<void>;
}
