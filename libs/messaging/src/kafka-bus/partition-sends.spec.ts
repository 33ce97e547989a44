import { expect, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { Producer, ProducerRecord, RecordMetadata } from 'kafkajs';
import type { OutgoingMessage } from '../bus.js';
import { partitionOf } from '../embedded-bus/partition-of.js';
import { uncompressed } from './kafka-client.js';
import { PartitionSends } from './partition-sends.js';

Logger.overrideLogger(false);

type Answer = (record: ProducerRecord) => RecordMetadata[];

const acknowledged: Answer = ({ topic, messages }) => [{ topicName: topic, partition: messages[0]!.partition!, errorCode: 0 }];
const counts = new Map([['draws', 6]]);
const message = (key: string, value = '{}'): OutgoingMessage => ({ topic: 'draws', key, headers: { ce_id: key }, value });
const messages = Array.from({ length: 60 }, (_, n) => message(`urn-${n % 20}`));

function sends(answer: Answer) {
  const records: ProducerRecord[] = [];
  const send = async (record: ProducerRecord): Promise<RecordMetadata[]> => {
    records.push(record);
    return answer(record);
  };
  return { records, sends: new PartitionSends({ send } as unknown as Producer, uncompressed) };
}

test('each request carries one partition, named by us, in the given order', async () => {
  const { records, sends: publishing } = sends(acknowledged);
  expect(await publishing.publish(messages, counts)).toEqual(messages.map((_message, index) => index));
  for (const record of records) {
    expect(record.acks).toBe(-1);
    for (const { key, partition } of record.messages) {
      expect(partition).toBe(partitionOf(String(key), 6));
      expect(partition).toBe(record.messages[0]!.partition);
    }
  }
});

test('an answer that does not name the partition, or names it with an error, acknowledges nothing', async () => {
  const silent = partitionOf('urn-0', 6);
  for (const missing of [
    [],
    [{ topicName: 'draws', partition: silent, errorCode: 6 }],
    [{ topicName: 'draws', partition: silent + 1, errorCode: 0 }],
  ]) {
    const { sends: publishing } = sends((record) => (record.messages[0]!.partition === silent ? missing : acknowledged(record)));
    const written = await publishing.publish(messages, counts);
    expect(written).toEqual(messages.flatMap(({ key }, index) => (partitionOf(key, 6) === silent ? [] : [index])));
  }
});

test('a partition that fails does not hold up the others, and nothing is sent behind the failure', async () => {
  const sick = partitionOf('urn-0', 6);
  const { records, sends: publishing } = sends((record) => {
    if (record.messages[0]!.partition === sick) throw new Error('no leader');
    return acknowledged(record);
  });
  const large = Array.from({ length: 5 }, () => message('urn-0', 'x'.repeat(500_000)));
  const written = await publishing.publish([...large, ...messages], counts);
  expect(written.every((index) => index >= 5)).toBe(true);
  expect(records.filter((record) => record.messages[0]!.partition === sick)).toHaveLength(1);
});

test('requests stay below what a topic takes', async () => {
  const { records, sends: publishing } = sends(acknowledged);
  const large = Array.from({ length: 7 }, (_, n) => message('urn-0', `${n}${'字'.repeat(100_000)}`));
  expect(await publishing.publish(large, counts)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(records.map((record) => record.messages.length)).toEqual([2, 2, 2, 1]);
  expect(records.flatMap((record) => record.messages.map(({ value }) => String(value)[0]))).toEqual(['0', '1', '2', '3', '4', '5', '6']);
});

test('where nothing at all was written, it is said why', async () => {
  const { sends: publishing } = sends(() => {
    throw new Error('no broker answers');
  });
  await expect(publishing.publish(messages, counts)).rejects.toThrow('no broker answers');
});
