import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import kafkajs, { type Admin, type ITopicConfig } from 'kafkajs';
import type { TopicSpec } from '../bus.js';
import { messageBytesMax, type KafkaBusOptions } from './kafka-settings.js';

const settleWithinMs = 20_000;
/** Where one of these is another than was asked for, messages may be lost or refused. */
const settingsThatMatter = new Set([
  'cleanup.policy',
  'retention.ms',
  'min.insync.replicas',
  'unclean.leader.election.enable',
  'max.message.bytes',
]);

/** The topics that exist and how many partitions each has. Learnt once, since a count never changes. */
export class KafkaTopics {
  private readonly logger = new Logger('KafkaBus');
  private readonly counts = new Map<string, number>();

  constructor(
    private readonly admin: () => Promise<Admin>,
    private readonly options: KafkaBusOptions,
  ) {}

  async ensure(specs: readonly TopicSpec[]): Promise<void> {
    await this.learn();
    const missing = specs.filter((spec) => !this.counts.has(spec.name));
    const present = specs.filter((spec) => this.counts.has(spec.name));
    if (missing.length > 0) {
      const admin = await this.admin();
      // Answers false where another process was quicker.
      await admin.createTopics({ topics: missing.map((spec) => this.topicConfig(spec)), waitForLeaders: false });
      await settled(admin, missing);
      await this.learn();
    }
    for (const spec of specs) {
      const partitions = this.counts.get(spec.name);
      if (partitions === spec.partitions) continue;
      throw new Error(
        `Topic ${spec.name} has ${partitions ?? 'no'} partitions and cannot be given ${spec.partitions}: its keys would change partition and lose their order.`,
      );
    }
    // An account that may not look at settings is no reason not to start.
    for (const difference of await this.differences(present).catch(() => [])) this.logger.warn(difference);
  }

  /** What exists is left as it is, since somebody may have set it on purpose; but where it differs from what is asked for, he is told. */
  async differences(specs: readonly TopicSpec[]): Promise<string[]> {
    if (specs.length === 0) return [];
    const admin = await this.admin();
    const resources = specs.map(({ name }) => ({ type: kafkajs.ConfigResourceTypes.TOPIC, name }));
    const described = await admin.describeConfigs({ resources, includeSynonyms: false });
    return specs.flatMap((spec) => {
      const entries = described.resources.find(({ resourceName }) => resourceName === spec.name)?.configEntries ?? [];
      const found = new Map(entries.map(({ configName, configValue }) => [configName, configValue]));
      return (this.topicConfig(spec).configEntries ?? [])
        .filter(({ name, value }) => settingsThatMatter.has(name) && found.has(name) && found.get(name) !== value)
        .map(
          ({ name, value }) =>
            `Topic ${spec.name} has ${name}=${found.get(name)} and is wanted with ${value}: change one or the other (kafka-configs.sh --alter).`,
        );
    });
  }

  async partitionCounts(topics: Iterable<string>): Promise<ReadonlyMap<string, number>> {
    const wanted = [...new Set(topics)];
    if (wanted.some((topic) => !this.counts.has(topic))) await this.learn();
    const unknown = wanted.find((topic) => !this.counts.has(topic));
    if (unknown !== undefined) throw new Error(`The bus has no topic ${unknown}.`);
    return this.counts;
  }

  /** All of them: asked for one that does not exist, the client would try again for seconds. */
  private async learn(): Promise<void> {
    const admin = await this.admin();
    const { topics } = await admin.fetchTopicMetadata();
    for (const { name, partitions } of topics) this.counts.set(name, partitions.length);
  }

  private topicConfig({ name, partitions }: TopicSpec): ITopicConfig {
    const { replicationFactor, retentionMs, compression = 'none' } = this.options;
    return {
      topic: name,
      numPartitions: partitions,
      replicationFactor,
      configEntries: [
        { name: 'cleanup.policy', value: 'delete' },
        { name: 'retention.ms', value: String(retentionMs) },
        { name: 'min.insync.replicas', value: String(replicationFactor >= 3 ? 2 : 1) },
        { name: 'unclean.leader.election.enable', value: 'false' },
        { name: 'compression.type', value: compression === 'gzip' ? 'gzip' : 'uncompressed' },
        { name: 'max.message.bytes', value: String(messageBytesMax) },
        // The broker's clock, one for all: it says when the bus took the message.
        { name: 'message.timestamp.type', value: 'LogAppendTime' },
      ],
    };
  }
}

/** A topic is known to the controller first and to the brokers that lead its partitions some hundred milliseconds later. */
async function settled(admin: Admin, specs: readonly TopicSpec[]): Promise<void> {
  const deadline = Date.now() + settleWithinMs;
  for (;;) {
    try {
      await Promise.all(specs.map(({ name }) => admin.fetchTopicOffsets(name)));
      return;
    } catch (cause) {
      if (Date.now() > deadline) throw cause;
      await pause(50);
    }
  }
}
