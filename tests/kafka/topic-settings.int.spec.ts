import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { KafkaBus } from '@tongxiu/messaging';
import { testKafka } from '@tongxiu/testkit';

jest.setTimeout(120_000);
const kafka = await testKafka();

const promise = 'a topic that exists with other settings than are asked for is left as it is, and what differs is told';

if ('missing' in kafka) {
  describe.skip(`Apache Kafka (not run: ${kafka.missing})`, () => {
    test.todo(promise);
  });
} else {
  afterAll(() => kafka.stop(), 30_000);

  test(`${kafka.version}: ${promise}`, async () => {
    const topics = [{ name: `settings-${randomUUID()}`, partitions: 1 }];
    const [anHour, aDay] = [3_600_000, 86_400_000].map(
      (retentionMs) => new KafkaBus({ brokers: kafka.brokers, replicationFactor: 1, retentionMs }),
    );
    try {
      await anHour!.ensureTopics(topics);
      expect(await anHour!.differences(topics)).toEqual([]);
      await aDay!.ensureTopics(topics);
      expect(await aDay!.differences(topics)).toEqual([expect.stringMatching(/has retention\.ms=3600000 and is wanted with 86400000/u)]);
    } finally {
      await Promise.all([anHour!.close(), aDay!.close()]);
    }
  });
}
