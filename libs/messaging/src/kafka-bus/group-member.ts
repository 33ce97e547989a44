import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { Batch, Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import type { BusMessage } from '../bus.js';
import { laneOf } from '../embedded-bus/lane.js';
import type { GroupPositions } from './group-positions.js';
import { busMessage } from './kafka-message.js';
import { clientRetry, messageBytesMax, type KafkaTimes } from './kafka-settings.js';

/** A partition this member has in the group's present generation. */
export interface KafkaLane {
  readonly topic: string;
  readonly partition: number;
  /** Offset of the next message to be fetched; unknown until the group's position has been read. */
  next: number | undefined;
  /** Fetched and not yet worked off. */
  readonly waiting: BusMessage[];
  paused: boolean;
  strayFetches: number;
  failuresInARow: number;
  /** By the monotonic clock. */
  retryAtMs: number;
}

export interface MemberSettings {
  readonly group: string;
  readonly topics: readonly string[];
  /** A lane with so many messages waiting is not fetched from until half of them are worked off. */
  readonly waitingMax: number;
  readonly times: KafkaTimes;
  /** The batch in work, if there is one. Fetching goes on when it ends: so what arrives meanwhile is fetched at once, not piece by piece. */
  readonly inWork: () => Promise<void> | undefined;
  /** Something arrived, or the lanes are others. */
  readonly onChange: () => void;
}

/**
 * A beginning that comes again after each of so many corrections is no stray: a later one means that nothing readable lies between, an
 * earlier one that the log has lost its end, and then everything is read again from its beginning.
 */
const strayFetchesMax = 3;
/** A rebalance takes one session at most; a client that stays outside longer has stopped without saying so. */
const sessionsToJoinMax = 3;

/**
 * One kafkajs consumer and what it fetched.
 *
 * Its `eachBatch` puts messages aside, waits for the end of the batch in work, and returns; heartbeats go on meanwhile, and a failing lane
 * that rests holds up nobody. Nothing is committed by the client.
 *
 * With several brokers the client may hand over, after a rebalance, what it fetched before it, and would go on from there. Hence each
 * lane knows the offset it wants next, read from the group's positions after every join, and whatever begins elsewhere is refused.
 */
export class GroupMember {
  private readonly logger = new Logger('KafkaBus');
  lanes: ReadonlyMap<string, KafkaLane> = new Map();
  private consumer: Consumer | undefined;
  private positionsRead = true;
  private joined = false;
  private joiningSinceMs = 0;
  private crash: unknown;

  constructor(
    private readonly kafka: Kafka,
    private readonly positions: GroupPositions,
    private readonly settings: MemberSettings,
  ) {}

  /** In the group, with its share and knowing where to go on. */
  get settled(): boolean {
    return this.consumer !== undefined && this.positionsRead && this.joined;
  }

  /** Joins where it has not, reads the positions where they are due; throws what made the consumer end. */
  async tend(): Promise<void> {
    if (this.crash !== undefined) {
      const cause = this.crash;
      await this.leave();
      throw cause;
    }
    if (this.consumer === undefined) await this.join();
    if (!this.positionsRead) await this.readPositions();
    const { group, times } = this.settings;
    if (this.settled || performance.now() - this.joiningSinceMs < sessionsToJoinMax * times.sessionMs) return;
    await this.leave();
    throw new Error(`${group} could not join its group within ${(sessionsToJoinMax * times.sessionMs) / 1000} s; it begins anew`);
  }

  /** Leaves the group, so that others need not wait for the session to end. */
  async leave(): Promise<void> {
    const { consumer } = this;
    this.consumer = undefined;
    this.crash = undefined;
    this.forget();
    await consumer?.disconnect().catch(() => undefined);
  }

  owns(lane: KafkaLane): boolean {
    return this.lanes.get(laneOf(lane.topic, lane.partition)) === lane;
  }

  async commit(moved: readonly { readonly lane: KafkaLane; readonly next: number }[]): Promise<void> {
    const own = moved.filter(({ lane }) => this.owns(lane));
    if (own.length === 0 || this.consumer === undefined) return;
    await this.consumer.commitOffsets(
      own.map(({ lane, next }) => ({ topic: lane.topic, partition: lane.partition, offset: String(next) })),
    );
  }

  /** To be called after messages were taken out of a lane. */
  refill(lane: KafkaLane): void {
    if (!lane.paused || lane.waiting.length * 2 > this.settings.waitingMax || !this.owns(lane)) return;
    lane.paused = false;
    this.consumer?.resume([{ topic: lane.topic, partitions: [lane.partition] }]);
  }

  private async join(): Promise<void> {
    const { group, topics, times, onChange } = this.settings;
    const consumer = this.kafka.consumer({
      groupId: group,
      sessionTimeout: times.sessionMs,
      rebalanceTimeout: times.sessionMs,
      heartbeatInterval: times.heartbeatMs,
      maxWaitTimeInMs: times.fetchWaitMs,
      maxBytesPerPartition: messageBytesMax,
      allowAutoTopicCreation: false,
      // A consumer that ended is replaced by a new one here, with a backoff that everybody can see.
      retry: { ...clientRetry, restartOnFailure: async () => false },
    });
    this.consumer = consumer;
    this.joiningSinceMs = performance.now();
    const ofThis =
      <Event>(react: (event: Event) => void) =>
      (event: Event): void => {
        if (this.consumer === consumer) react(event);
      };
    consumer.on(
      consumer.events.GROUP_JOIN,
      ofThis(({ payload }) => this.take(consumer, payload.memberAssignment)),
    );
    consumer.on(
      consumer.events.REBALANCING,
      ofThis(() => this.forget()),
    );
    consumer.on(
      consumer.events.CRASH,
      ofThis(({ payload }) => {
        this.crash = payload.error;
        this.forget();
        onChange();
      }),
    );
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [...topics], fromBeginning: true });
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        // All lanes of a fetch are put aside together, so that they make one batch.
        partitionsConsumedConcurrently: 256,
        eachBatch: async (payload) => {
          if (this.consumer !== consumer) return;
          this.putAside(consumer, payload);
          await this.restDuringWork(payload);
        },
      });
    } catch (cause) {
      await this.leave();
      throw cause;
    }
  }

  private async restDuringWork({ heartbeat, isRunning }: EachBatchPayload): Promise<void> {
    let working = true;
    const end = this.settings.inWork()?.finally(() => (working = false));
    if (end === undefined) return;
    while (working && isRunning()) {
      const beat = new AbortController();
      await Promise.race([end, pause(this.settings.times.heartbeatMs, undefined, { signal: beat.signal }).catch(() => undefined)]);
      beat.abort();
      if (working) await heartbeat();
    }
  }

  private take(consumer: Consumer, share: Readonly<Record<string, readonly number[]>>): void {
    const paused = consumer.paused();
    if (paused.length > 0) consumer.resume(paused);
    const lanes = new Map<string, KafkaLane>();
    for (const [topic, partitions] of Object.entries(share)) {
      for (const partition of partitions) {
        const fresh = { waiting: [], paused: false, strayFetches: 0, failuresInARow: 0, retryAtMs: 0 };
        lanes.set(laneOf(topic, partition), { topic, partition, next: undefined, ...fresh });
      }
    }
    this.lanes = lanes;
    this.joined = true;
    this.positionsRead = lanes.size === 0;
    this.settings.onChange();
  }

  private forget(): void {
    if (this.joined) this.joiningSinceMs = performance.now();
    this.lanes = new Map();
    this.joined = false;
    this.positionsRead = true;
  }

  private async readPositions(): Promise<void> {
    const { lanes } = this;
    const topics = [...new Set([...lanes.values()].map((lane) => lane.topic))];
    const positions = await this.positions.positions(this.settings.group, topics, await this.positions.ends(topics), (lane, offsets) =>
      this.tellGap(lane, offsets),
    );
    if (lanes !== this.lanes) return;
    for (const [name, lane] of lanes) lane.next = positions.get(name) ?? 0;
    this.positionsRead = true;
  }

  /** Nothing here can bring it back, so a person must hear of it: retention is shorter than the time this group stood still. */
  private tellGap(lane: string, offsets: number): void {
    this.logger.error(`${this.settings.group} can never read ${offsets} offsets of ${lane}: the brokers have deleted them unread.`);
  }

  private putAside(consumer: Consumer, { batch, resolveOffset, isRunning, isStale }: EachBatchPayload): void {
    const lane = this.lanes.get(laneOf(batch.topic, batch.partition));
    if (lane?.next === undefined || !isRunning() || isStale()) return;
    const from = fetchedFrom(batch);
    if (from !== lane.next && ++lane.strayFetches <= strayFetchesMax) {
      consumer.seek({ topic: lane.topic, partition: lane.partition, offset: String(lane.next) });
      return;
    }
    if (from > lane.next) this.tellGap(laneOf(lane.topic, lane.partition), from - lane.next);
    lane.strayFetches = 0;
    for (const message of batch.messages) lane.waiting.push(busMessage(batch.topic, batch.partition, message));
    lane.next = Number(batch.lastOffset()) + 1;
    resolveOffset(batch.lastOffset());
    if (lane.waiting.length >= this.settings.waitingMax) {
      lane.paused = true;
      consumer.pause([{ topic: lane.topic, partitions: [lane.partition] }]);
    }
    this.settings.onChange();
  }
}

/** The offset that was asked for; the client has it and leaves it out of its types. */
const fetchedFrom = (batch: Batch): number => Number((batch as Batch & { readonly fetchedOffset: string }).fetchedOffset);
