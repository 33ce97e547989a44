import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { KafkaBus } from '@tongxiu/messaging';
import { testKafka } from '@tongxiu/testkit';
import { Draws } from './draws.js';

jest.setTimeout(1_200_000);
const least = Number(process.env['TONGXIU_KAFKA_EVENTS'] ?? 10_000);
const kafka = await testKafka();

const promise = 'instances that come and go under load share the work and lose, double and turn round nothing';

if ('missing' in kafka) {
  describe.skip(`Apache Kafka (not run: ${kafka.missing})`, () => {
    test.todo(promise);
  });
} else {
  afterAll(() => kafka.stop(), 30_000);
  const openBus = (): KafkaBus => new KafkaBus({ brokers: kafka.brokers, replicationFactor: 1, retentionMs: 3_600_000 });

  test(`${kafka.version}: ${promise}`, async () => {
    const draws = await Draws.over(openBus());
    try {
      await draws.tellDuring(comings(draws, openBus), least);
      const findings = await draws.settled();
      process.stdout.write(`six rebalances under load: ${JSON.stringify(findings)}\n`);
      expect(findings).toEqual({ told: findings.told, lost: 0, doubled: 0, outOfOrder: 0 });
    } finally {
      await draws.stop();
    }
  });
}

/** Two more instances join one after the other, then leave, three times over: every step is a rebalance. */
async function comings(draws: Draws, openBus: () => KafkaBus): Promise<void> {
  for (let round = 0; round < 3; round++) {
    const second = await draws.another(openBus());
    await pause(700);
    const third = await draws.another(openBus());
    await pause(1500);
    await second.app.close();
    await pause(700);
    await third.app.close();
  }
}
