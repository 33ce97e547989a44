import { expect, test } from '@jest/globals';
import type { RepairOutcomeV1 } from '@tongxiu/contracts';
import { FollowOutcomes, Outcomes, waitersMax } from './follow-outcomes.js';

class Told extends Outcomes {
  readonly positions: number[] = [];
  readings = 0;

  override after(position: number, limit: number): Promise<readonly RepairOutcomeV1[]> {
    this.readings += 1;
    const later = this.positions.filter((one) => one > position).slice(0, limit);
    return Promise.resolve(later.map((one) => ({ position: one }) as RepairOutcomeV1));
  }
}

function following() {
  const told = new Told();
  const listeners = new Set<(go: boolean) => void>();
  const nextTaken = (): Promise<boolean> => new Promise((resolve) => listeners.add(resolve));
  const wake = (go = true): void => {
    for (const listener of [...listeners]) listener(go);
    listeners.clear();
  };
  return { told, wake, listeners, follow: new FollowOutcomes(told, nextTaken, () => 0) };
}

const stays = (): boolean => false;
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

test('many who wait at the same place share one reading each time they are woken', async () => {
  const { told, wake, follow } = following();
  const waiting = Array.from({ length: 200 }, () => follow.run(0, 100, 20, stays));
  await settled();
  wake();
  await settled();
  expect(told.readings).toBe(2);
  told.positions.push(1);
  wake();
  const pages = await Promise.all(waiting);
  expect(pages.every((page) => page?.next === 1)).toBe(true);
  expect(told.readings).toBe(3);
});

test('who waits beyond the limit is sent away, who only reads is not, and a place is free again when somebody is answered', async () => {
  const { wake, follow, told } = following();
  const waiting = Array.from({ length: waitersMax }, () => follow.run(0, 100, 20, stays));
  expect(await follow.run(0, 100, 20, stays)).toBeUndefined();
  await settled();
  told.positions.push(1);
  expect(await follow.run(0, 100, 0, stays)).toMatchObject({ next: 1 });
  wake();
  await Promise.all(waiting);
  expect(await follow.run(0, 100, 20, stays)).toMatchObject({ next: 1 });
});

test('nobody is waited for who has gone away, nor when the service ends', async () => {
  const { wake, follow } = following();
  let gone = false;
  const left = follow.run(5, 100, 60, () => gone);
  const ended = follow.run(5, 100, 60, stays);
  await settled();
  gone = true;
  wake();
  expect(await left).toEqual({ outcomes: [], next: 5 });
  await settled();
  wake(false);
  expect(await ended).toEqual({ outcomes: [], next: 5 });
});
