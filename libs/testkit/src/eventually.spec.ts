import { expect, test } from '@jest/globals';
import { eventually } from './eventually.js';

const quick = { timeoutMs: 50, intervalMs: 1 };

test('asks until there is an answer', async () => {
  const answers = [undefined, false, 'arrived'] as const;
  let asked = 0;
  expect(await eventually(() => answers[asked++], quick)).toBe('arrived');
  expect(asked).toBe(3);
});

test('zero and the empty string are answers', async () => {
  expect(await eventually(() => 0, quick)).toBe(0);
  expect(await eventually(() => '', quick)).toBe('');
});

test('gives the last complaint when patience runs out', async () => {
  const never = (): never => {
    throw new Error('the site shows 3 of 4');
  };
  await expect(eventually(never, quick)).rejects.toThrow('Not within 50 ms: the site shows 3 of 4');
});
