import { expect, test } from '@jest/globals';
import { askAgainMs, retryPauseMs } from './retry-plan.js';

const hourMs = 3_600_000;

test.each([
  ['the first pause is half a second', 1, 8 * hourMs, 500],
  ['pauses double', 4, 8 * hourMs, 4_000],
  ['and grow to five minutes', 30, 80 * hourMs, 300_000],
  ['never so long that fewer than eight attempts remain', 30, 8 * 60_000, 60_000],
  ['never shorter than half a second', 30, 1_000, 500],
  ['once it is late, at least every minute', 30, -1, 60_000],
  ['without a due time by attempts alone', 3, undefined, 2_000],
] as const)('%s', (_case, attempts, leftMs, pauseMs) => {
  expect(retryPauseMs(attempts, leftMs)).toBe(pauseMs);
});

test('several attempts remain before the due time, whenever the first one failed', () => {
  for (const startMs of [2_000, 60_000, hourMs, 8 * hourMs]) {
    let leftMs: number = startMs;
    let attempts = 0;
    while (leftMs > 0) leftMs -= retryPauseMs((attempts += 1), leftMs);
    expect(attempts).toBeGreaterThanOrEqual(3);
  }
});

test('a site that accepted is asked again soon at first, and at least every half minute', () => {
  expect([0, 1, 2, 7, 20].map(askAgainMs)).toEqual([200, 400, 800, 25_600, 30_000]);
});
