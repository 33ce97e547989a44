import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { KafkaBus } from '@tongxiu/messaging';
import { eventually, testKafka, type TestKafka } from '@tongxiu/testkit';
import kafkajs from 'kafkajs';
import { CarelessBus } from './careless-bus.js';
import { Draws } from './draws.js';

jest.setTimeout(1_800_000);
const least = Number(process.env['TONGXIU_KAFKA_EVENTS'] ?? 10_000);
const nodes = [1, 2, 3] as const;
const kafka = await testKafka({ nodes: 3 });

const promise = 'three brokers killed one after the other under load lose, double and turn round nothing while leaders move';
const counterTest = 'without one request per partition the same loses messages, so the test above can fail';

if ('missing' in kafka) {
  describe.skip(`Three brokers of our own (not run: ${kafka.missing})`, () => {
    test.todo(promise);
    test.todo(counterTest);
  });
} else {
  afterAll(() => kafka.stop(), 60_000);
  const options = { brokers: kafka.brokers, replicationFactor: 3, retentionMs: 3_600_000 };

  test(`${kafka.version}: ${promise}`, async () => {
    const draws = await Draws.over(new KafkaBus(options));
    try {
      await draws.tellDuring(rollingKills(kafka, nodes), least);
      const findings = await draws.settled();
      process.stdout.write(`three brokers killed in turn: ${JSON.stringify(findings)}\n`);
      expect(findings).toEqual({ told: findings.told, lost: 0, doubled: 0, outOfOrder: 0 });
    } finally {
      await draws.stop();
    }
  });

  test(counterTest, async () => {
    const draws = await Draws.over(new CarelessBus(options, 6));
    try {
      let lost = 0;
      // The first kill has nearly always done. What it takes is a request under way in that moment.
      for (const node of [...nodes, ...nodes]) {
        await draws.tellDuring(rollingKills(kafka, [node]), 0);
        const findings = await draws.settled();
        process.stdout.write(`the same, carelessly: ${JSON.stringify(findings)}\n`);
        lost = findings.lost;
        if (lost > 0) break;
      }
      expect(lost).toBeGreaterThan(0);
    } finally {
      await draws.stop();
    }
  });
}

/** Each node is back and in step with the others before the next one is killed: so it is done with machines, too. */
async function rollingKills({ brokers, local }: TestKafka, inTurn: readonly number[]): Promise<void> {
  const admin = new kafkajs.Kafka({ brokers: [...brokers], logLevel: kafkajs.logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    for (const node of inTurn) {
      await inStep(admin, brokers.length);
      await pause(1000);
      await local!.kill(node);
      // Longer than a broker's session, so that its leaderships really move.
      await pause(6000);
      await local!.startNode(node);
    }
    await inStep(admin, brokers.length);
  } finally {
    await admin.disconnect();
  }
}

async function inStep(admin: kafkajs.Admin, replicas: number): Promise<void> {
  await eventually(
    async () => {
      const { topics } = await admin.fetchTopicMetadata();
      return topics.length > 1 && topics.every((topic) => topic.partitions.every(({ isr }) => isr.length === replicas));
    },
    { timeoutMs: 90_000, intervalMs: 300 },
  );
}
