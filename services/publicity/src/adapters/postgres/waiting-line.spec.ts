import { expect, test } from '@jest/globals';
import { LineIsFull, WaitingLine } from './waiting-line.js';

test('so many work, so many wait in their order, the rest are turned away', async () => {
  const line = new WaitingLine(2, 2);
  const finish: (() => void)[] = [];
  const order: number[] = [];
  const come = (number: number) =>
    line.run(async () => {
      order.push(number);
      await new Promise<void>((resolve) => finish.push(resolve));
    });
  const all = [1, 2, 3, 4].map(come);
  await expect(come(5)).rejects.toThrow(LineIsFull);
  while (finish.length > 0) {
    finish.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  await Promise.all(all);
  expect(order).toEqual([1, 2, 3, 4]);
});

test('who fails gives the place back', async () => {
  const line = new WaitingLine(1, 0);
  await expect(line.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await expect(line.run(() => Promise.resolve('yes'))).resolves.toBe('yes');
});
