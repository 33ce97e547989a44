import { expect, test } from '@jest/globals';
import { Bell } from './bell.js';

const hourMs = 3_600_000;

test('a ring wakes who waits', async () => {
  const bell = new Bell();
  const waiting = bell.wait(hourMs);
  bell.ring();
  await expect(waiting).resolves.toBeUndefined();
});

test('a ring that comes while nobody waits is kept for the next wait, once', async () => {
  const bell = new Bell();
  bell.ring();
  bell.ring();
  await bell.wait(hourMs);
  const startedAt = performance.now();
  await bell.wait(20);
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(15);
});
