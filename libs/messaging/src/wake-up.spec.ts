import { expect, test } from '@jest/globals';
import { WakeUp } from './wake-up.js';

const hourMs = 3_600_000;

test('a ring wakes who waits', async () => {
  const bell = new WakeUp();
  const waiting = bell.sleep(hourMs);
  bell.ring();
  await expect(waiting).resolves.toBeUndefined();
});

test('a ring that comes while nobody waits is kept for the next wait, once', async () => {
  const bell = new WakeUp();
  bell.ring();
  bell.ring();
  await bell.sleep(hourMs);
  const startedAt = performance.now();
  await bell.sleep(20);
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(15);
});
