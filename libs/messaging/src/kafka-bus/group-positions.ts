import type { Admin } from 'kafkajs';
import { laneOf } from '../embedded-bus/lane.js';
import { groupAtWork, type Target } from './move-group.js';

export interface LaneEnds {
  readonly first: number;
  /** Of the next message that will be written. */
  readonly next: number;
}

/** Where groups stand and how long partitions are, as the brokers have it. */
export class GroupPositions {
  constructor(private readonly admin: () => Promise<Admin>) {}

  async ends(topics: readonly string[]): Promise<ReadonlyMap<string, LaneEnds>> {
    const admin = await this.admin();
    const ends = new Map<string, LaneEnds>();
    await Promise.all(
      topics.map(async (topic) => {
        for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
          ends.set(laneOf(topic, partition), { first: Number(low), next: Number(high) });
        }
      }),
    );
    return ends;
  }

  /**
   * The offset each lane of a group goes on with. A group that has never stood anywhere begins at the beginning. `onGap` is told of lanes
   * whose log was deleted beyond the position of the group: so many offsets can never be read any more.
   */
  async positions(
    group: string,
    topics: readonly string[],
    ends: ReadonlyMap<string, LaneEnds>,
    onGap: (lane: string, offsets: number) => void = () => undefined,
  ): Promise<ReadonlyMap<string, number>> {
    const admin = await this.admin();
    const positions = new Map([...ends].map(([lane, { first }]) => [lane, first]));
    for (const { topic, partitions } of await admin.fetchOffsets({ groupId: group, topics: [...topics] })) {
      for (const { partition, offset } of partitions) {
        const lane = laneOf(topic, partition);
        const [position, first] = [Number(offset), positions.get(lane) ?? 0];
        if (position < 0) continue;
        // Retention has removed what the group had still to read. A position behind the end stays: a new leader may know its end late.
        if (position < first) onGap(lane, first - position);
        positions.set(lane, Math.max(position, first));
      }
    }
    return positions;
  }

  async lag(group: string, topics: readonly string[]): Promise<number> {
    const ends = await this.ends(topics);
    const positions = await this.positions(group, topics, ends);
    let lag = 0;
    for (const [lane, { next }] of ends) lag += Math.max(0, next - positions.get(lane)!);
    return lag;
  }

  /** Where a group would stand after a move; refuses while it has members. */
  async targets(group: string, topic: string, to: 'beginning' | 'end' | { readonly fromMs: number }): Promise<readonly Target[]> {
    const admin = await this.admin();
    const { groups } = await admin.describeGroups([group]);
    const state = groups[0]?.state;
    if (state !== 'Empty' && state !== 'Dead') throw groupAtWork(group, topic);
    if (typeof to === 'object') return admin.fetchTopicOffsetsByTimestamp(topic, to.fromMs);
    const ends = await admin.fetchTopicOffsets(topic);
    return ends.map(({ partition, low, high }) => ({ partition, offset: to === 'end' ? high : low }));
  }
}
