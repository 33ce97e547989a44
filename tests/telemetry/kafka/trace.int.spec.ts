import { afterAll, describe } from '@jest/globals';
import { testKafka } from '@tongxiu/testkit';
import { aboutOneTrace } from '../one-trace.js';

const kafka = await testKafka();

if ('missing' in kafka) {
  describe.skip(`one decision is one trace, over Apache Kafka (not run: ${kafka.missing})`, () => aboutOneTrace('kafka'));
} else {
  process.env['KAFKA_BROKERS'] = kafka.brokers.join(',');
  describe(`one decision is one trace, over Apache Kafka ${kafka.version}`, () => aboutOneTrace('kafka'));
  afterAll(() => kafka.stop());
}
