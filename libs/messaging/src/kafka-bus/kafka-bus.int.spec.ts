import { afterAll, describe, jest, test } from '@jest/globals';
import { testKafka } from '@tongxiu/testkit';
import { describeBus } from '../conformance/bus-conformance.js';
import { KafkaBus } from './kafka-bus.js';

jest.setTimeout(40_000);
const kafka = await testKafka();

if ('missing' in kafka) {
  describe.skip(`Apache Kafka (not run: ${kafka.missing})`, () => {
    test.todo('the conformance suite of the bus');
  });
} else {
  const { brokers, stop } = kafka;
  afterAll(stop, 30_000);
  describeBus(
    kafka.version,
    async () =>
      new KafkaBus({
        brokers,
        replicationFactor: 1,
        retentionMs: 3_600_000,
        retryFirstMs: 10,
        retryCapMs: 50,
        endCheckMs: 300,
        fetchWaitMs: 20,
      }),
  );
}
