import type { BusMessage } from '../bus.js';

/** A partition this member owns: how far it is, and whether it is in trouble. */
export interface Lane {
  readonly topicId: number;
  readonly topic: string;
  readonly partition: number;
  /** Rises whenever the partition changes hands; a position moves only under the fence it was taken with. */
  readonly fence: number;
  position: number;
  failuresInARow: number;
  /** By the monotonic clock. */
  retryAtMs: number;
}

export const laneOf = (topic: string, partition: number): string => `${topic}/${partition}`;

/** The last offset of each lane in a batch. */
export function lastOffsets(messages: readonly BusMessage[]): Map<string, number> {
  const last = new Map<string, number>();
  for (const { topic, partition, offset } of messages) last.set(laneOf(topic, partition), offset);
  return last;
}

export function groupByLane(messages: readonly BusMessage[]): Map<string, BusMessage[]> {
  const groups = new Map<string, BusMessage[]>();
  for (const message of messages) {
    const lane = laneOf(message.topic, message.partition);
    const group = groups.get(lane);
    if (group === undefined) groups.set(lane, [message]);
    else group.push(message);
  }
  return groups;
}
