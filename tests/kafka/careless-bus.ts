import type { Producer } from 'kafkajs';
import { KafkaBus, type KafkaBusOptions, type OutgoingMessage } from '@tongxiu/messaging';
import { partitionOf } from '@tongxiu/messaging/conformance';

/** Publishes as the client's manual shows it: one call for everything, and what it does not refuse counts as written. */
export class CarelessBus extends KafkaBus {
  private connected: Promise<Producer> | undefined;

  constructor(
    options: KafkaBusOptions,
    private readonly partitions: number,
  ) {
    super(options);
  }

  override async publish(messages: readonly OutgoingMessage[]): Promise<readonly number[]> {
    this.connected ??= this.connect();
    const producer = await this.connected;
    const byTopic = Map.groupBy(messages, (message) => message.topic);
    await producer.sendBatch({
      acks: -1,
      topicMessages: [...byTopic].map(([topic, ofTopic]) => ({
        topic,
        messages: ofTopic.map(({ key, value, headers }) => ({
          key,
          value,
          headers: { ...headers },
          partition: partitionOf(key, this.partitions),
        })),
      })),
    });
    return messages.map((_message, index) => index);
  }

  override async close(): Promise<void> {
    await (await this.connected)?.disconnect();
    await super.close();
  }

  private async connect(): Promise<Producer> {
    const producer = this.kafka.producer({
      allowAutoTopicCreation: false,
      createPartitioner:
        () =>
        ({ message }) =>
          message.partition ?? 0,
    });
    await producer.connect();
    return producer;
  }
}
