import { afterAll, describe, expect, test } from '@jest/globals';
import { platformTopics } from '@tongxiu/messaging';
import { testKafka } from '@tongxiu/testkit';
import kafkajs from 'kafkajs';
import { aboutCrashes } from '../about-crashes.js';

const eventsOfShortRun = 3_000;
const least = Number(process.env['TONGXIU_KAFKA_EVENTS'] ?? eventsOfShortRun);
const kafka = await testKafka({ own: true });

if ('missing' in kafka) {
  describe.skip(`crashes over Apache Kafka (not run: ${kafka.missing})`, () => aboutCrashes({ bus: 'kafka' }));
} else {
  process.env['KAFKA_BROKERS'] = kafka.brokers.join(',');
  describe(`crashes over ${kafka.version}`, () => {
    aboutCrashes({ bus: 'kafka', times: Math.ceil(least / eventsOfShortRun), kafka: kafka.local! });

    test(`all this was about ${least} events or more, by the broker's word`, async () => {
      const carried = await eventsOn(kafka.brokers);
      process.stdout.write(`crashes over Kafka: ${carried} events\n`);
      expect(carried).toBeGreaterThanOrEqual(least);
    });
  });
  afterAll(() => kafka.stop(), 60_000);
}

async function eventsOn(brokers: readonly string[]): Promise<number> {
  const admin = new kafkajs.Kafka({ brokers: [...brokers], logLevel: kafkajs.logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    const ends = await Promise.all(platformTopics.map(({ name }) => admin.fetchTopicOffsets(name)));
    return ends.flat().reduce((sum, { offset }) => sum + Number(offset), 0);
  } finally {
    await admin.disconnect();
  }
}
