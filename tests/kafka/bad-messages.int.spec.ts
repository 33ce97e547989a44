import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { KafkaBus, type ParkedMessage } from '@tongxiu/messaging';
import { drawn, message, NumberDrawnV1, partitionOf } from '@tongxiu/messaging/conformance';
import { eventually, testKafka, type TestKafka } from '@tongxiu/testkit';
import kafkajs, { type Message } from 'kafkajs';
import { Draws } from './draws.js';

jest.setTimeout(120_000);
const kafka = await testKafka();

const promise = 'whatever a foreign producer writes is parked with its reason and digest, and what stands behind it goes on';

/** As any Kafka client could write it into our topic, and what an operator reads about it. */
const bad: Readonly<Record<string, { readonly write: Partial<Message>; readonly reason: RegExp }>> = {
  'no key': { write: { key: null }, reason: /ce_subject: differs from the key/u },
  'no value': { write: { value: null }, reason: /value: not a JSON object/u },
  'no headers at all': { write: { headers: {} }, reason: /ce_type: not a published type/u },
  'malformed JSON': { write: { value: '{"number":' }, reason: /value: not a JSON object/u },
  'a header PostgreSQL could not keep': { write: { headers: { ...sound(0).headers, ce_source: 'a\0b', ce_id: '\0' } }, reason: /ce_id/u },
  'bytes that are no text': { write: { value: Buffer.from([0xff, 0xfe, 0x00, 0x80]) }, reason: /value: not a JSON object/u },
  'an unknown version': {
    write: { headers: { ...sound(0).headers, ce_type: 'lottery.number-drawn.v9' } },
    reason: /ce_type: not a published type/u,
  },
  'another key than its subject': { write: { key: 'somebody-else' }, reason: /ce_subject: differs from the key/u },
  'a property of the wrong kind': { write: { value: '{"number":"one","urn":"a"}' }, reason: /number/u },
  'more than a mebibyte': {
    write: { value: JSON.stringify({ number: 1, urn: 'a', more: 'x'.repeat(1_100_000) }) },
    reason: /longer than 1048576 bytes/u,
  },
};

if ('missing' in kafka) {
  describe.skip(`Apache Kafka (not run: ${kafka.missing})`, () => {
    test.todo(promise);
  });
} else {
  afterAll(() => kafka.stop(), 30_000);

  test(`${kafka.version}: ${promise}`, async () => {
    const draws = await Draws.over(new KafkaBus({ brokers: kafka.brokers, replicationFactor: 1, retentionMs: 3_600_000 }));
    const { service } = draws;
    try {
      await writeAsAForeigner(
        kafka,
        Object.values(bad).map(({ write }, n) => ({ ...sound(n), ...write })),
      );
      await service.tell(drawn('a', 1), drawn('a', 2));
      await eventually(async () => (await service.effects('a')).length === 2);
      const parked = await service.parkingLot.list({}, { limit: 100 });
      expect(parked.map(({ reason }) => reason)).toEqual(Object.values(bad).map(({ reason }) => expect.stringMatching(reason)));
      for (const entry of parked) expectTraceable(entry);
      await eventually(async () => (await service.strategy.health())[0]!.lag === 0);
    } finally {
      await draws.stop();
    }
  });
}

function sound(n: number): Message {
  const { key, headers, value } = message('a', n);
  return { key, headers: { ...headers }, value };
}

/** All into the partition that the sound messages of the same key go to, ahead of them. */
async function writeAsAForeigner({ brokers }: TestKafka, messages: readonly Message[]): Promise<void> {
  const producer = new kafkajs.Kafka({ brokers: [...brokers], logLevel: kafkajs.logLevel.NOTHING }).producer({
    allowAutoTopicCreation: false,
    createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  for (const foreign of messages) {
    await producer.send({ topic: NumberDrawnV1.topic, messages: [{ ...foreign, partition: partitionOf('a', 6) }] });
  }
  await producer.disconnect();
}

function expectTraceable(entry: ParkedMessage): void {
  expect(entry).toMatchObject({ topic: NumberDrawnV1.topic, partition: partitionOf('a', 6), status: 'parked' });
  expect(entry.payloadSha256).toMatch(/^[0-9a-f]{64}$/u);
  expect(entry.offset).toBeGreaterThanOrEqual(0);
}
