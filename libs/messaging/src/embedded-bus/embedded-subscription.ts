import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { backoffMs } from '../backoff.js';
import type { BusMessage, Subscription, SubscriptionOptions } from '../bus.js';
import { WakeUp } from '../wake-up.js';
import type { BusSession } from './bus-session.js';
import { groupByLane, type Lane, laneOf, lastOffsets } from './lane.js';
import { readMessages } from './read-messages.js';

export interface SubscriptionTimes {
  /** Backstop for a notification that got lost. */
  readonly pollMs: number;
  /** How often a member looks whether others came or went; it is also told. */
  readonly shareMs: number;
  /** A member that has not shown itself for so long is taken for dead, even if its connection stands. */
  readonly leaseMs: number;
  readonly retryFirstMs: number;
  readonly retryCapMs: number;
}

/**
 * One member of a group.
 *
 * Guarantee: every message of an owned partition is handed over at least once, in order within the partition; the position moves
 * after the hand-over ended well.
 *
 *   take share → read all sound lanes as one batch → onBatch → move positions → …
 *
 * A crash before onBatch resolves leaves the positions where they were. A crash after it, before the positions moved, repeats
 * the batch. A member that was thought dead and is not cannot move a position (its fence is stale); the batch it is still working on
 * is handed to the new owner as well, starting with the same message, so a reaction that claims its inbox first makes the two
 * wait for each other and the second finds nothing to do.
 *
 * A batch that fails is handed over again lane by lane, so that the sound lanes go on; a failing lane is then retried alone,
 * ever more slowly. When anything is due is reckoned by the monotonic clock: one that is put back must not make a lane wait for the difference.
 */
export class EmbeddedSubscription implements Subscription {
  private readonly member = randomUUID();
  private readonly bell = new WakeUp();
  private lanes = new Map<string, Lane>();
  private shareDueAtMs = 0;
  private progressAtMs = Date.now();
  private positionsMoving: Promise<void> = Promise.resolve();
  private roundFailures = 0;
  private stopping = false;
  private readonly running: Promise<void>;

  constructor(
    private readonly pool: Pool,
    private readonly session: BusSession,
    private readonly topicNames: ReadonlyMap<number, string>,
    private readonly options: SubscriptionOptions,
    private readonly times: SubscriptionTimes,
  ) {
    this.running = this.run();
  }

  get group(): string {
    return this.options.group;
  }

  follows(topicId: number | undefined): boolean {
    return topicId === undefined || this.topicNames.has(topicId);
  }

  wake(): void {
    this.bell.ring();
  }

  membersChanged(): void {
    this.shareDueAtMs = 0;
    this.bell.ring();
  }

  lastProgressAt(): number {
    return this.progressAtMs;
  }

  async lag(): Promise<number> {
    const { rows } = await this.pool.query<{ lag: number }>(
      `select count(m.topic)::float8 as lag from bus_position p
       join bus_message m on m.topic = p.topic and m.partition = p.partition and m."offset" > p."position"
       where p.group_name = $1 and p.topic = any($2::smallint[])`,
      [this.group, [...this.topicNames.keys()]],
    );
    return rows[0]!.lag;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.bell.ring();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      try {
        if (performance.now() >= this.shareDueAtMs) await this.takeShare();
        const worked = await this.round();
        this.roundFailures = 0;
        if (!worked) await this.bell.sleep(this.restMs(), this.options.gatherMs);
      } catch (cause) {
        // The bus itself could not be read: nothing was handed over.
        this.roundFailures += 1;
        this.options.onFailure?.(cause, this.roundFailures);
        this.shareDueAtMs = 0;
        await this.bell.sleep(backoffMs(this.roundFailures, this.times.retryFirstMs, this.times.retryCapMs));
      }
    }
    await this.positionsMoving;
    await this.session.query('select bus_leave($1, $2)', [this.group, this.member]).catch(() => undefined);
  }

  private restMs(): number {
    const now = performance.now();
    let until = Math.min(now + this.times.pollMs, this.shareDueAtMs);
    for (const lane of this.lanes.values()) if (lane.failuresInARow > 0) until = Math.min(until, lane.retryAtMs);
    return until - now;
  }

  private async takeShare(): Promise<void> {
    await this.positionsMoving;
    this.shareDueAtMs = performance.now() + this.times.shareMs;
    const number = await this.session.number();
    const owned = await this.session.query<{ topic: number; partition: number; position: string; fence: string }>(
      'select * from bus_take_share($1, $2, $3, $4, $5)',
      [this.group, this.member, number, [...this.topicNames.keys()], this.times.leaseMs],
    );
    const lanes = new Map<string, Lane>();
    for (const row of owned) {
      const topic = this.topicNames.get(row.topic);
      if (topic === undefined) continue;
      const lane = laneOf(topic, row.partition);
      const held = this.lanes.get(lane);
      const fence = Number(row.fence);
      const taken = {
        topicId: row.topic,
        topic,
        partition: row.partition,
        fence,
        position: Number(row.position),
        failuresInARow: 0,
        retryAtMs: 0,
      };
      lanes.set(lane, held?.fence === fence ? held : taken);
    }
    this.lanes = lanes;
    if (lanes.size === 0) this.progressAtMs = Date.now();
  }

  /** Whether there may be more to work on. */
  private async round(): Promise<boolean> {
    const now = performance.now();
    let worked = false;
    for (const lane of [...this.lanes.values()].filter((lane) => lane.failuresInARow > 0 && lane.retryAtMs <= now)) {
      const messages = await this.read([lane]);
      if (messages.length > 0) await this.handOver(messages, [lane]);
      else lane.failuresInARow = 0;
      worked = true;
    }
    return (await this.workSoundLanes()) || worked;
  }

  private async workSoundLanes(): Promise<boolean> {
    const sound = [...this.lanes.values()].filter((lane) => lane.failuresInARow === 0);
    let messages = await this.read(sound);
    if (messages.length === 0) {
      if (sound.length === this.lanes.size) this.progressAtMs = Date.now();
      return false;
    }
    let more = false;
    while (messages.length > 0 && !this.stopping) {
      const full = messages.length >= this.options.batchSizeMax;
      // Where much is waiting, the next batch is fetched while this one is worked.
      const ahead = messages.length * 2 > this.options.batchSizeMax ? this.read(sound, lastOffsets(messages)) : undefined;
      ahead?.catch(() => undefined);
      const endedWell = await this.handOver(messages, sound);
      // What came after a batch that was not full has rung the bell.
      more = full || !endedWell;
      messages = endedWell && ahead !== undefined && performance.now() < this.shareDueAtMs ? await ahead : [];
    }
    return more;
  }

  private async handOver(messages: readonly BusMessage[], lanes: readonly Lane[]): Promise<boolean> {
    try {
      await this.options.onBatch(messages);
    } catch (cause) {
      const byLane = groupByLane(messages);
      if (byLane.size === 1) this.failed(this.laneOfFirst(messages, lanes), cause);
      else for (const ofLane of byLane.values()) await this.handOver(ofLane, lanes);
      return false;
    }
    this.progressAtMs = Date.now();
    this.move(messages, lanes);
    return true;
  }

  private laneOfFirst([first]: readonly BusMessage[], lanes: readonly Lane[]): Lane {
    return lanes.find((lane) => lane.topic === first!.topic && lane.partition === first!.partition)!;
  }

  private failed(lane: Lane, cause: unknown): void {
    lane.failuresInARow += 1;
    lane.retryAtMs = performance.now() + backoffMs(lane.failuresInARow, this.times.retryFirstMs, this.times.retryCapMs);
    this.options.onFailure?.(cause, lane.failuresInARow);
  }

  private read(lanes: readonly Lane[], after: ReadonlyMap<string, number> = new Map()): Promise<BusMessage[]> {
    const from = lanes.map(({ topicId, topic, partition, position }) => ({
      topicId,
      topic,
      partition,
      after: after.get(laneOf(topic, partition)) ?? position,
    }));
    return readMessages(this.pool, from, this.options.batchSizeMax);
  }

  /** Not awaited by the next batch, but by the next share and by the end: until then a repeat is all that can come of it. */
  private move(messages: readonly BusMessage[], lanes: readonly Lane[]): void {
    const last = lastOffsets(messages);
    const moved = lanes.filter((lane) => last.has(laneOf(lane.topic, lane.partition)));
    for (const lane of moved) {
      lane.position = last.get(laneOf(lane.topic, lane.partition))!;
      lane.failuresInARow = 0;
    }
    this.positionsMoving = this.positionsMoving.then(async () => {
      const moves = [this.group, this.member, ...columns(moved, last)];
      const [row] = await this.session
        .query<{ count: string }>('select bus_advance($1, $2, $3, $4, $5, $6) as count', moves)
        .catch((): { count: string }[] => []);
      if (Number(row?.count ?? -1) !== moved.length) this.disown(moved);
    });
  }

  /** Somebody else owns these now, or nobody can say: read again who owns what and where it stands. */
  private disown(lanes: readonly Lane[]): void {
    for (const lane of lanes) this.lanes.delete(laneOf(lane.topic, lane.partition));
    this.membersChanged();
  }
}

function columns(lanes: readonly Lane[], to: ReadonlyMap<string, number>): unknown[] {
  return [
    lanes.map((lane) => lane.topicId),
    lanes.map((lane) => lane.partition),
    lanes.map((lane) => lane.fence),
    lanes.map((lane) => to.get(laneOf(lane.topic, lane.partition))),
  ];
}
