import { describe, expect, jest, test } from '@jest/globals';
import { KafkaBus } from '@tongxiu/messaging';
import { testKafka } from '@tongxiu/testkit';
import { setTimeout as pause } from 'node:timers/promises';
import { Draws } from './draws.js';

jest.setTimeout(1_200_000);
const least = Number(process.env['TONGXIU_KAFKA_EVENTS'] ?? 10_000);
const kafka = await testKafka({ own: true });

if ('missing' in kafka) {
  describe.skip(`A broker of our own (not run: ${kafka.missing})`, () => {
    test.todo('the only broker, killed and started again under load, loses, doubles and turns round nothing');
  });
} else {
  const { brokers, local, version, stop } = kafka;
  test(`${version}: the only broker, killed and started again under load, loses, doubles and turns round nothing`, async () => {
    const draws = await Draws.over(new KafkaBus({ brokers, replicationFactor: 1, retentionMs: 3_600_000 }));
    try {
      const trouble = (async () => {
        for (let kill = 0; kill < 2; kill++) {
          await pause(1500);
          await local!.kill(1);
          await pause(1000);
          await local!.startNode(1);
        }
        await pause(1000);
      })();
      await draws.tellDuring(trouble, least);
      const findings = await draws.settled();
      process.stdout.write(`one broker killed twice: ${JSON.stringify(findings)}\n`);
      expect(findings).toEqual({ told: findings.told, lost: 0, doubled: 0, outOfOrder: 0 });
      expect(findings.told).toBeGreaterThanOrEqual(least);
    } finally {
      await draws.stop();
      await stop();
    }
  });
}
