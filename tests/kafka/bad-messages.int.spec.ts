import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { createSecretKey } from 'node:crypto';
import { KafkaBus, Keyring, type ParkedMessage, type SigningKey } from '@tongxiu/messaging';
import { drawn, NumberDrawnV1, partitionOf, unsigned } from '@tongxiu/messaging/conformance';
import { eventually, testKafka, type TestKafka } from '@tongxiu/testkit';
import kafkajs, { type Message } from 'kafkajs';
import { Draws } from './draws.js';

jest.setTimeout(120_000);
const kafka = await testKafka();

const keyNamed = (id: string): SigningKey => ({ id, secret: createSecretKey(Buffer.alloc(32, id)) });
const [current, previous] = [keyNamed('current'), keyNamed('previous')];
/** As in the middle of a rotation: the service signs with one key and still believes the one before. */
const keyring = new Keyring([current, previous]);

const promises = [
  'whatever a foreign producer writes is parked with its reason and digest, and what stands behind it goes on',
  'what the key before signed is still worked off, and so is what a hop put its own trace to',
] as const;

type Written = Partial<Message>;
const { topic } = NumberDrawnV1;

/** As any Kafka client could write it into our topic, and what an operator reads about it. */
const bad: Readonly<Record<string, { readonly write: Written; readonly reason: RegExp }>> = {
  'no headers at all': { write: { headers: {} }, reason: /ce_type: not a published type/u },
  'an unknown version': { write: withHeader('ce_type', 'lottery.number-drawn.v9'), reason: /ce_type: not a published type/u },
  'more than a mebibyte': {
    write: { value: JSON.stringify({ number: 1, urn: 'a', more: 'x'.repeat(1_100_000) }) },
    reason: /longer than 1048576 bytes/u,
  },
  // Whoever has no key.
  unsigned: { write: { headers: unsigned('a', 1).headers }, reason: /^signature: missing$/u },
  'a signature that is none': { write: withHeader('signature', 'current'), reason: /^signature: malformed$/u },
  'a value altered': { write: { value: '{"number":7,"urn":"a"}' }, reason: /^signature: does not match$/u },
  'a key altered': { write: { key: 'somebody-else' }, reason: /^signature: does not match$/u },
  'an attribute altered': { write: withHeader('ce_sequence', '7'), reason: /^signature: does not match$/u },
  'no key': { write: { key: null }, reason: /^signature: does not match$/u },
  'no value': { write: { value: null }, reason: /^signature: does not match$/u },
  'bytes that are no text': { write: { value: Buffer.from([0xff, 0xfe, 0x00, 0x80]) }, reason: /^signature: does not match$/u },
  'signed for another topic': {
    write: { headers: keyring.sign(unsigned('a', 1, { topic: 'tongxiu.outcomes' })).headers },
    reason: /^signature: does not match$/u,
  },
  'a key this service does not know': {
    write: { headers: new Keyring([keyNamed('stranger')]).sign(unsigned('a', 1)).headers },
    reason: /^signature: made with a key this service does not know \(key id stranger\)$/u,
  },
  'a known name for another key': {
    write: { headers: new Keyring([{ ...keyNamed('stranger'), id: 'current' }]).sign(unsigned('a', 1)).headers },
    reason: /^signature: does not match$/u,
  },
  // Whoever has a key and a fault.
  'signed without a key': { write: signed({ key: '' }), reason: /ce_subject: differs from the key/u },
  'signed without a value': { write: signed({ value: '' }), reason: /value: not a JSON object/u },
  'signed and malformed JSON': { write: signed({ value: '{"number":' }), reason: /value: not a JSON object/u },
  // NUL reaches the reader as the replacement character, so that is what has to be signed.
  'signed, with a header PostgreSQL could not keep': {
    write: { headers: { ...signed({ headers: { ...unsigned('a', 1).headers, ce_id: '\ufffd' } }).headers, ce_id: '\0' } },
    reason: /missing or malformed headers: ce_id/u,
  },
  'signed for another key than its subject': { write: signed({ key: 'somebody-else' }), reason: /ce_subject: differs from the key/u },
  'signed with a property of the wrong kind': { write: signed({ value: '{"number":"one","urn":"a"}' }), reason: /number/u },
};

if ('missing' in kafka) {
  describe.skip(`Apache Kafka (not run: ${kafka.missing})`, () => {
    for (const promise of promises) test.todo(promise);
  });
} else {
  afterAll(() => kafka.stop(), 30_000);

  test(`${kafka.version}: ${promises[0]}`, async () => {
    const draws = await Draws.over(openBus(kafka), keyring);
    const { service } = draws;
    try {
      await writeAsAForeigner(
        kafka,
        // What is not altered is that of one sound message, so that each is refused for the one reason it stands here for.
        Object.values(bad).map(({ write }) => ({ ...sound(1), ...write })),
      );
      await service.tell(drawn('a', 1), drawn('a', 2));
      await eventually(async () => (await service.effects('a')).length === 2);
      expect(await service.effects()).toEqual([1, 2]);
      const parked = await service.parkingLot.list({}, { limit: 100 });
      const names = Object.keys(bad);
      expect(parked.map(({ reason }, n) => [names[n], reason])).toEqual(
        Object.entries(bad).map(([name, { reason }]) => [name, expect.stringMatching(reason)]),
      );
      for (const entry of parked) expectTraceable(entry);
      await eventually(async () => (await service.strategy.health())[0]!.lag === 0);
    } finally {
      await draws.stop();
    }
  });

  test(`${kafka.version}: ${promises[1]}`, async () => {
    const draws = await Draws.over(openBus(kafka), keyring);
    const { service } = draws;
    try {
      const { key, headers, value } = new Keyring([previous]).sign(unsigned('a', 1));
      const traced = sound(2);
      await writeAsAForeigner(kafka, [
        { key, headers: { ...headers }, value },
        { ...traced, headers: { ...traced.headers, traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' } },
      ]);
      await eventually(async () => (await service.effects('a')).length === 2);
      expect(await service.effects('a')).toEqual([1, 2]);
      expect(await service.parkingLot.list({}, { limit: 10 })).toEqual([]);
    } finally {
      await draws.stop();
    }
  });
}

function openBus({ brokers }: TestKafka): KafkaBus {
  return new KafkaBus({ brokers, replicationFactor: 1, retentionMs: 3_600_000 });
}

function sound(n: number): Message {
  const { key, headers, value } = keyring.sign(unsigned('a', n));
  return { key, headers: { ...headers }, value };
}

function signed(change: Parameters<typeof unsigned>[2]): Written {
  const { key, headers, value } = keyring.sign(unsigned('a', 1, change));
  return { key, headers: { ...headers }, value };
}

function withHeader(name: string, value: string): Written {
  return { headers: { ...sound(1).headers, [name]: value } };
}

/** All into the partition that the sound messages of the same key go to, ahead of them. */
async function writeAsAForeigner({ brokers }: TestKafka, messages: readonly Message[]): Promise<void> {
  const producer = new kafkajs.Kafka({ brokers: [...brokers], logLevel: kafkajs.logLevel.NOTHING }).producer({
    allowAutoTopicCreation: false,
    createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  for (const foreign of messages) {
    await producer.send({ topic, messages: [{ ...foreign, partition: partitionOf('a', 6) }] });
  }
  await producer.disconnect();
}

function expectTraceable(entry: ParkedMessage): void {
  expect(entry).toMatchObject({ topic, partition: partitionOf('a', 6), status: 'parked' });
  expect(entry.payloadSha256).toMatch(/^[0-9a-f]{64}$/u);
  expect(entry.offset).toBeGreaterThanOrEqual(0);
}
