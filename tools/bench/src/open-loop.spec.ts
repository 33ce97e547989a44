import { expect, test } from '@jest/globals';
import { openLoop } from './open-loop.js';

test('a slow answer does not slow the schedule down', async () => {
  const released: (() => void)[] = [];
  const sent = openLoop(10, 500, () => new Promise<void>((resolve) => released.push(resolve)));
  const whenAllSent = setInterval(() => {
    if (released.length === 10) for (const release of released) release();
  }, 1);
  const scheduled = await sent;
  clearInterval(whenAllSent);
  const gaps = scheduled.slice(1).map((at, index) => Math.round((at - (scheduled[index] ?? 0)) * 10) / 10);
  expect(gaps).toEqual(Array(9).fill(2));
});
