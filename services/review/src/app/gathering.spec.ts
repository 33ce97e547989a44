import { expect, test } from '@jest/globals';
import { Gathering } from './gathering.js';

/** Work that ends when it is told to, so that a spec decides what arrives in between. */
function heldWork(): { sets: number[][]; release: () => void; work: (items: readonly number[]) => Promise<number[]> } {
  const sets: number[][] = [];
  const held: (() => void)[] = [];
  const work = async (items: readonly number[]): Promise<number[]> => {
    sets.push([...items]);
    await new Promise<void>((resolve) => held.push(resolve));
    return items.map((item) => item * 10);
  };
  return { sets, work, release: () => held.shift()?.() };
}
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('the first goes alone and at once; what comes meanwhile goes together, and everybody gets the own answer', async () => {
  const { sets, work, release } = heldWork();
  const gathering = new Gathering(work, 1);
  const answers = [1, 2, 3].map((item) => gathering.ask(item));
  expect(sets).toEqual([[1]]);
  release();
  await turn();
  expect(sets).toEqual([[1], [2, 3]]);
  release();
  await expect(Promise.all(answers)).resolves.toEqual([10, 20, 30]);
});

test('a set is bounded', async () => {
  const { sets, work, release } = heldWork();
  const gathering = new Gathering(work, 1, 2);
  const answers = [1, 2, 3, 4].map((item) => gathering.ask(item));
  for (let n = 0; n < 3; n += 1) {
    release();
    await turn();
  }
  await Promise.all(answers);
  expect(sets).toEqual([[1], [2, 3], [4]]);
});

test('what fails together is tried apart: only the one at fault fails', async () => {
  const work = (items: readonly number[]): Promise<number[]> =>
    items.includes(2) ? Promise.reject(new Error('two')) : Promise.resolve([...items]);
  const gathering = new Gathering(work, 1);
  const answers = await Promise.allSettled([0, 1, 2, 3].map((item) => gathering.ask(item)));
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
});
