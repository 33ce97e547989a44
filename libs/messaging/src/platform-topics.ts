import { topics } from '@tongxiu/contracts';
import type { TopicSpec } from './bus.js';

/**
 * Six partitions let six instances of a service share a topic. The number can never be changed for a topic that has messages, since keys
 * would move between partitions and lose their order.
 */
export const partitionsPerTopic = 6;

export const platformTopics: readonly TopicSpec[] = Object.values(topics).map((name) => ({ name, partitions: partitionsPerTopic }));
