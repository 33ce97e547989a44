import { Logger } from '@nestjs/common';
import type { CompressionTypes, Message, Producer } from 'kafkajs';
import type { OutgoingMessage } from '../bus.js';
import { laneOf } from '../embedded-bus/lane.js';
import { partitionOf } from '../embedded-bus/partition-of.js';

/** One request stays well below what a topic takes; larger ones are no faster. */
const requestBytesMax = 900_000;
/** Header names and values of an event, its signature among them, and what Kafka adds to a record. */
const bytesBesideValue = 700;
const acknowledgeWithinMs = 10_000;

interface Lane {
  readonly topic: string;
  readonly partition: number;
  readonly indexes: number[];
}

/**
 * Answers the indexes that are written.
 *
 * The client keeps the answers it has per broker while it retries. When a leader moves in between, the partitions that moved to a broker
 * which has already answered are taken for written and are not (tulios/kafkajs#1303). Hence two rules, each enough by itself:
 * one request carries one partition, and a message counts as written only when the answer names its partition without an error.
 *
 * Within a partition requests go one after the other and stop at the first that fails, so order holds; partitions do not wait for
 * each other. A request that failed may have been written all the same: sending again repeats it, which the inbox absorbs.
 */
export class PartitionSends {
  private readonly logger = new Logger('KafkaBus');

  constructor(
    private readonly producer: Producer,
    private readonly compression: CompressionTypes,
  ) {}

  async publish(messages: readonly OutgoingMessage[], partitionCounts: ReadonlyMap<string, number>): Promise<number[]> {
    const written: number[] = [];
    const failures: unknown[] = [];
    await Promise.all(
      byLane(messages, partitionCounts).map(async (lane) => {
        const failure = await this.send(lane, messages, written);
        if (failure === undefined) return;
        failures.push(failure);
        this.logger.warn(`Partition ${lane.partition} of ${lane.topic} did not take its messages: ${messageOf(failure)}`);
      }),
    );
    if (written.length === 0 && failures.length > 0) throw failures[0];
    return written.sort((a, b) => a - b);
  }

  private async send({ topic, partition, indexes }: Lane, messages: readonly OutgoingMessage[], written: number[]): Promise<unknown> {
    for (const chunk of chunks(indexes, messages)) {
      try {
        const answer = await this.producer.send({
          topic,
          acks: -1,
          timeout: acknowledgeWithinMs,
          compression: this.compression,
          messages: chunk.map((index) => record(messages[index]!, partition)),
        });
        const acknowledged = answer.some((entry) => entry.topicName === topic && entry.partition === partition && entry.errorCode === 0);
        if (!acknowledged) return new Error('the broker did not acknowledge the partition');
        written.push(...chunk);
      } catch (cause) {
        return cause;
      }
    }
    return undefined;
  }
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

const record = ({ key, value, headers }: OutgoingMessage, partition: number): Message => ({
  key,
  value,
  headers: { ...headers },
  partition,
});

function byLane(messages: readonly OutgoingMessage[], partitionCounts: ReadonlyMap<string, number>): Lane[] {
  const lanes = new Map<string, Lane>();
  for (const [index, { topic, key }] of messages.entries()) {
    const partition = partitionOf(key, partitionCounts.get(topic)!);
    const name = laneOf(topic, partition);
    const lane = lanes.get(name);
    if (lane === undefined) lanes.set(name, { topic, partition, indexes: [index] });
    else lane.indexes.push(index);
  }
  return [...lanes.values()];
}

function* chunks(indexes: readonly number[], messages: readonly OutgoingMessage[]): Generator<number[]> {
  let chunk: number[] = [];
  let bytes = 0;
  for (const index of indexes) {
    const { key, value } = messages[index]!;
    const size = Buffer.byteLength(value) + 2 * Buffer.byteLength(key) + bytesBesideValue;
    if (chunk.length > 0 && bytes + size > requestBytesMax) {
      yield chunk;
      chunk = [];
      bytes = 0;
    }
    chunk.push(index);
    bytes += size;
  }
  if (chunk.length > 0) yield chunk;
}
