import type { Kafka } from 'kafkajs';
import { clientRetry, type KafkaTimes } from './kafka-settings.js';

export interface Target {
  readonly partition: number;
  readonly offset: string;
}

/**
 * Moves a group that has no members: joins it alone, commits, leaves. The client's own way to set offsets fetches first, for seconds. Refuses
 * when it is given less than the whole topic, since then somebody else is in the group after all.
 */
export async function moveGroup(kafka: Kafka, group: string, topic: string, targets: readonly Target[], times: KafkaTimes): Promise<void> {
  const consumer = kafka.consumer({
    groupId: group,
    sessionTimeout: times.sessionMs,
    rebalanceTimeout: times.sessionMs,
    heartbeatInterval: times.heartbeatMs,
    maxWaitTimeInMs: times.fetchWaitMs,
    allowAutoTopicCreation: false,
    retry: { ...clientRetry, restartOnFailure: async () => false },
  });
  const joined = new Promise<number>((resolve, reject) => {
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => resolve(payload.memberAssignment[topic]?.length ?? 0));
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
  });
  joined.catch(() => undefined);
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [topic] });
    await consumer.run({ autoCommit: false, eachBatchAutoResolve: false, eachBatch: async () => undefined });
    if ((await joined) !== targets.length) throw groupAtWork(group, topic);
    await consumer.commitOffsets(targets.map(({ partition, offset }) => ({ topic, partition, offset })));
  } finally {
    await consumer.disconnect().catch(() => undefined);
  }
}

export const groupAtWork = (group: string, topic: string): Error =>
  new Error(`Group ${group} is at work on ${topic}: stop its members before moving it.`);
