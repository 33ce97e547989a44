import { afterAll, describe } from '@jest/globals';
import { testKafka } from '@tongxiu/testkit';
import { aboutManyInstances } from '../many-instances.js';

const kafka = await testKafka();

if ('missing' in kafka) {
  describe.skip(`several instances of every service, over Apache Kafka (not run: ${kafka.missing})`, () => aboutManyInstances('kafka'));
} else {
  process.env['KAFKA_BROKERS'] = kafka.brokers.join(',');
  describe(`several instances of every service, over Apache Kafka ${kafka.version}`, () => aboutManyInstances('kafka'));
  afterAll(() => kafka.stop());
}
