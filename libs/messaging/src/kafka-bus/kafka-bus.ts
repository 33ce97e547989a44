import type { Admin, Kafka, Producer } from 'kafkajs';
import { Bus, type OutgoingMessage, type Subscription, type SubscriptionOptions, type TopicSpec } from '../bus.js';
import { partitionOf } from '../embedded-bus/partition-of.js';
import { GroupPositions } from './group-positions.js';
import { gzip, kafkaClient, uncompressed } from './kafka-client.js';
import { clientRetry, defaultTimes, type KafkaBusOptions, type KafkaTimes } from './kafka-settings.js';
import { KafkaSubscription } from './kafka-subscription.js';
import { KafkaTopics } from './kafka-topics.js';
import { moveGroup } from './move-group.js';
import { PartitionSends } from './partition-sends.js';

/** Apache Kafka as the bus. What the client does not promise is done here. */
export class KafkaBus extends Bus {
  protected readonly kafka: Kafka;
  private readonly times: KafkaTimes;
  private readonly topics: KafkaTopics;
  private readonly positions: GroupPositions;
  private readonly subscriptions = new Set<KafkaSubscription>();
  private readonly admin: Connected<Admin>;
  private readonly producer: Connected<Producer>;
  private closing: Promise<void> | undefined;

  constructor(private readonly options: KafkaBusOptions) {
    super();
    this.times = {
      fetchWaitMs: options.fetchWaitMs ?? defaultTimes.fetchWaitMs,
      sessionMs: options.sessionMs ?? defaultTimes.sessionMs,
      heartbeatMs: options.heartbeatMs ?? defaultTimes.heartbeatMs,
      endCheckMs: options.endCheckMs ?? defaultTimes.endCheckMs,
      retryFirstMs: options.retryFirstMs ?? defaultTimes.retryFirstMs,
      retryCapMs: options.retryCapMs ?? defaultTimes.retryCapMs,
    };
    this.kafka = kafkaClient(options);
    this.admin = new Connected(() => this.kafka.admin({ retry: clientRetry }));
    this.producer = new Connected(() =>
      this.kafka.producer({
        allowAutoTopicCreation: false,
        idempotent: false,
        retry: clientRetry,
        // Every message names its partition; this is what would happen if one did not.
        createPartitioner:
          () =>
          ({ message, partitionMetadata }) =>
            message.partition ?? partitionOf(message.key?.toString() ?? '', partitionMetadata.length),
      }),
    );
    const admin = (): Promise<Admin> => this.admin.get();
    this.topics = new KafkaTopics(admin, options);
    this.positions = new GroupPositions(admin);
  }

  ensureTopics(specs: readonly TopicSpec[]): Promise<void> {
    return this.topics.ensure(specs);
  }

  /** In which settings topics that exist differ from what is asked for here, as sentences. */
  differences(specs: readonly TopicSpec[]): Promise<readonly string[]> {
    return this.topics.differences(specs);
  }

  async publish(messages: readonly OutgoingMessage[]): Promise<readonly number[]> {
    if (messages.length === 0) return [];
    const counts = await this.topics.partitionCounts(messages.map((message) => message.topic));
    const compression = this.options.compression === 'gzip' ? gzip : uncompressed;
    return new PartitionSends(await this.producer.get(), compression).publish(messages, counts);
  }

  async subscribe(options: SubscriptionOptions): Promise<Subscription> {
    await this.topics.partitionCounts(options.topics);
    const subscription = new KafkaSubscription(this.kafka, this.positions, options, this.times);
    this.subscriptions.add(subscription);
    const { subscriptions } = this;
    return {
      lag: () => subscription.lag(),
      lastProgressAt: () => subscription.lastProgressAt(),
      stop: () => subscription.stop().finally(() => subscriptions.delete(subscription)),
    };
  }

  async seek(group: string, topic: string, to: 'beginning' | 'end' | { readonly fromMs: number }): Promise<void> {
    await this.topics.partitionCounts([topic]);
    await moveGroup(this.kafka, group, topic, await this.positions.targets(group, topic, to), this.times);
  }

  close(): Promise<void> {
    this.closing ??= (async () => {
      await Promise.all([...this.subscriptions].map((subscription) => subscription.stop()));
      await Promise.all([this.producer.close(), this.admin.close()]);
    })();
    return this.closing;
  }
}

interface Connection {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
}

/** Connects when first needed; a failure to is not remembered. */
class Connected<Client extends Connection> {
  private connection: Promise<Client> | undefined;

  constructor(private readonly make: () => Client) {}

  get(): Promise<Client> {
    this.connection ??= this.connect();
    return this.connection;
  }

  async close(): Promise<void> {
    const client = await this.connection?.catch(() => undefined);
    await client?.disconnect().catch(() => undefined);
  }

  private async connect(): Promise<Client> {
    const client = this.make();
    try {
      await client.connect();
      return client;
    } catch (cause) {
      this.connection = undefined;
      await client.disconnect().catch(() => undefined);
      throw cause;
    }
  }
}
