import type { Kafka } from 'kafkajs';
import { backoffMs } from '../backoff.js';
import type { BusMessage, Subscription, SubscriptionOptions } from '../bus.js';
import { groupByLane, laneOf } from '../embedded-bus/lane.js';
import { WakeUp } from '../wake-up.js';
import { GroupMember, type KafkaLane } from './group-member.js';
import type { GroupPositions } from './group-positions.js';
import type { KafkaTimes } from './kafka-settings.js';

const lagFreshMs = 1000;

/**
 * One member of a group on Kafka, with the same manners as on the embedded bus.
 *
 * Guarantee: every message of an owned partition is handed over at least once, in order within the partition; the position is
 * committed after the hand-over ended well.
 *
 *   the client fetches → messages wait per lane → one batch over all sound lanes → onBatch → commit positions → …
 *
 * A crash before onBatch resolves leaves the positions where they were; one after it, before the commit, repeats the batch. After a
 * rebalance everything fetched before is dropped and fetched again from the group's positions; a batch in work then is finished but
 * its position is not committed, since the partition may be somebody else's: they are handed the same messages, and a reaction that claims
 * its inbox first makes the two wait for each other.
 *
 * A batch that fails is handed over again lane by lane; a failing lane is then retried alone, ever more slowly, while the others go on.
 * When anything is due is reckoned by the monotonic clock: one that is put back must not make a lane wait for the difference.
 */
export class KafkaSubscription implements Subscription {
  private readonly bell = new WakeUp();
  private readonly member: GroupMember;
  private readonly moved = new Map<KafkaLane, number>();
  private committing: Promise<void> | undefined;
  private inWork: Promise<void> | undefined;
  private knownLag: { readonly lag: Promise<number>; readonly atMs: number } | undefined;
  private progressAtMs = Date.now();
  private endCheckDueAtMs = 0;
  private turn = 0;
  private failures = 0;
  private stopping = false;
  private readonly running: Promise<void>;

  constructor(
    kafka: Kafka,
    private readonly positions: GroupPositions,
    private readonly options: SubscriptionOptions,
    private readonly times: KafkaTimes,
  ) {
    const { group, topics, batchSizeMax } = options;
    this.member = new GroupMember(kafka, positions, {
      group,
      topics,
      times,
      waitingMax: batchSizeMax * 4,
      inWork: () => this.inWork,
      onChange: () => this.bell.ring(),
    });
    this.running = this.run();
  }

  lastProgressAt(): number {
    return this.progressAtMs;
  }

  /** Readiness probes and metrics ask often; the brokers are asked once a second. */
  lag(): Promise<number> {
    const now = performance.now();
    if (this.knownLag === undefined || now - this.knownLag.atMs > lagFreshMs) {
      const lag = this.positions.lag(this.options.group, this.options.topics);
      this.knownLag = { lag, atMs: now };
      lag.catch(() => (this.knownLag = undefined));
    }
    return this.knownLag.lag;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.bell.ring();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      try {
        await this.member.tend();
        const worked = await this.round();
        this.failures = 0;
        if (!worked) await this.rest();
      } catch (cause) {
        // The brokers could not be asked: nothing was handed over.
        this.failures += 1;
        this.options.onFailure?.(cause, this.failures);
        await this.bell.sleep(backoffMs(this.failures, this.times.retryFirstMs, this.times.retryCapMs));
      }
    }
    await this.committing;
    if (this.moved.size > 0) await this.commitMoved();
    await this.member.leave();
  }

  private async rest(): Promise<void> {
    const now = performance.now();
    if (now >= this.endCheckDueAtMs) {
      this.endCheckDueAtMs = now + this.times.endCheckMs;
      void this.checkForEnd();
    }
    let until = this.endCheckDueAtMs;
    for (const lane of this.member.lanes.values()) if (lane.failuresInARow > 0) until = Math.min(until, lane.retryAtMs);
    await this.bell.sleep(until - now);
  }

  /** Whether anything was handed over. */
  private async round(): Promise<boolean> {
    const now = performance.now();
    const lanes = [...this.member.lanes.values()].filter((lane) => lane.waiting.length > 0);
    const failing = lanes.filter((lane) => lane.failuresInARow > 0 && lane.retryAtMs <= now);
    for (const lane of failing) await this.handOver(lane.waiting.slice(0, this.options.batchSizeMax), [lane]);
    const sound = lanes.filter((lane) => lane.failuresInARow === 0 && this.member.owns(lane));
    const batch = this.takeTurns(sound);
    if (batch.length > 0) {
      this.inWork = this.handOver(batch, sound).finally(() => (this.inWork = undefined));
      await this.inWork;
    }
    return failing.length > 0 || batch.length > 0;
  }

  /** Another lane is first each time, so that one with much in it does not keep the others waiting. */
  private takeTurns(lanes: readonly KafkaLane[]): BusMessage[] {
    const batch: BusMessage[] = [];
    this.turn += 1;
    for (let n = 0; n < lanes.length && batch.length < this.options.batchSizeMax; n++) {
      const lane = lanes[(this.turn + n) % lanes.length]!;
      for (const message of lane.waiting.slice(0, this.options.batchSizeMax - batch.length)) batch.push(message);
    }
    return batch;
  }

  private async handOver(messages: readonly BusMessage[], lanes: readonly KafkaLane[]): Promise<void> {
    try {
      await this.options.onBatch(messages);
    } catch (cause) {
      const byLane = groupByLane(messages);
      if (byLane.size === 1) this.failed(laneOfFirst(messages, lanes), cause);
      else for (const ofLane of byLane.values()) await this.handOver(ofLane, lanes);
      return;
    }
    this.progressAtMs = Date.now();
    for (const [name, ofLane] of groupByLane(messages)) {
      const lane = lanes.find((candidate) => laneOf(candidate.topic, candidate.partition) === name)!;
      lane.failuresInARow = 0;
      lane.waiting.splice(0, ofLane.length);
      this.moved.set(lane, ofLane.at(-1)!.offset + 1);
      this.member.refill(lane);
    }
    this.committing ??= this.commitMoved().finally(() => (this.committing = undefined));
  }

  private failed(lane: KafkaLane, cause: unknown): void {
    lane.failuresInARow += 1;
    lane.retryAtMs = performance.now() + backoffMs(lane.failuresInARow, this.times.retryFirstMs, this.times.retryCapMs);
    this.options.onFailure?.(cause, lane.failuresInARow);
  }

  /**
   * Not awaited by the next batch: until it ends a repeat is all that can come of it. What moves meanwhile goes together in the next
   * commit; what could not be committed goes with the next one, or is repeated by whoever owns the lane then.
   */
  private async commitMoved(): Promise<void> {
    while (this.moved.size > 0) {
      const moves = [...this.moved].map(([lane, next]) => ({ lane, next })).filter(({ lane }) => this.member.owns(lane));
      this.moved.clear();
      try {
        await this.member.commit(moves);
      } catch {
        for (const { lane, next } of moves) if (!this.moved.has(lane)) this.moved.set(lane, next);
        return;
      }
    }
  }

  /** Progress where nothing comes: every lane stands at its end, and the brokers say so. */
  private async checkForEnd(): Promise<void> {
    const { lanes } = this.member;
    if (!this.member.settled) return;
    const askedAtMs = Date.now();
    const ends = await this.positions.ends([...new Set([...lanes.values()].map((lane) => lane.topic))]).catch(() => undefined);
    if (ends === undefined || lanes !== this.member.lanes) return;
    const atEnd = [...lanes].every(([name, lane]) => lane.waiting.length === 0 && (lane.next ?? -1) >= (ends.get(name)?.next ?? 0));
    if (atEnd) this.progressAtMs = Math.max(this.progressAtMs, askedAtMs);
    if (this.moved.size > 0) this.committing ??= this.commitMoved().finally(() => (this.committing = undefined));
  }
}

const laneOfFirst = ([first]: readonly BusMessage[], lanes: readonly KafkaLane[]): KafkaLane =>
  lanes.find((lane) => lane.topic === first!.topic && lane.partition === first!.partition)!;
