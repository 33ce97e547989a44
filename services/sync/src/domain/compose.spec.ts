import { expect, test } from '@jest/globals';
import type { RecordKind } from '@tongxiu/contracts';
import { aloneFromAttempts, compose, owedPatience } from './compose.js';
import type { Change } from './effect.js';
import { change } from './example-changes.js';

const site = (other: { sizeMax?: number; owed?: string[]; kinds?: RecordKind[] } = {}) => ({
  kinds: new Set<RecordKind>(other.kinds ?? ['penalty', 'severeList']),
  owed: new Set((other.owed ?? []).map((key) => change(0, key, 1).recordKey)),
  sizeMax: other.sizeMax ?? 500,
});
const ids = (changes: readonly Change[]): number[] => changes.map(({ id }) => id);

test.each([
  ['changes go in the order they were taken in', [change(1, 'a', 1), change(2, 'b', 1)], {}, [1, 2], [], 2],
  ['of one record only the newest version goes', [change(1, 'a', 1), change(2, 'b', 1), change(3, 'a', 2)], {}, [2, 3], [1], 3],
  ['no more records than fit', [change(1, 'a', 1), change(2, 'b', 1), change(3, 'c', 1)], { sizeMax: 2 }, [1, 2], [], 2],
  ['a newer version of a chosen record still fits', [change(1, 'a', 1), change(2, 'a', 2)], { sizeMax: 1 }, [2], [1], 2],
  ['a kind the site does not show is passed', [change(1, 'a', 1, { kind: 'abnormalOperation' }), change(2, 'b', 1)], {}, [2], [], 2],
  ['what came too late is passed', [change(1, 'a', 1, { outdated: true }), change(2, 'b', 1)], {}, [2], [], 2],
  ['what the log knows to be overtaken is set aside', [change(1, 'a', 1, { overtaken: true }), change(2, 'b', 1)], {}, [2], [1], 2],
] as const)('%s', (_case, fresh, settings, send, overtaken, through) => {
  const composition = compose([], fresh, 0, site(settings));
  expect({ ...composition, send: ids(composition.send), overtaken: ids(composition.overtaken) }).toMatchObject({
    send,
    overtaken,
    through,
  });
});

test('what is to be tried again goes first, and a fresh newer version overtakes it', () => {
  const again = [
    { change: change(1, 'a', 1), attempts: 1 },
    { change: change(2, 'b', 1), attempts: 2 },
  ];
  const composition = compose(again, [change(8, 'a', 2), change(9, 'c', 1)], 7, site());
  expect([ids(composition.send), ids(composition.overtaken), composition.through]).toEqual([[2, 8, 9], [1], 9]);
});

test('an older version to be tried again never takes the place of a newer one', () => {
  const again = [{ change: change(2, 'a', 2), attempts: 1 }];
  expect(ids(compose(again, [change(8, 'a', 1)], 7, site()).send)).toEqual([2]);
});

test('a change that has failed often goes by itself', () => {
  const often = { change: change(1, 'a', 1), attempts: aloneFromAttempts };
  const once = { change: change(2, 'b', 1), attempts: 1 };
  expect(ids(compose([often, once], [change(9, 'c', 1)], 8, site()).send)).toEqual([1]);
  expect(ids(compose([once, often], [change(9, 'c', 1)], 8, site()).send)).toEqual([2, 9]);
});

test('a newer version waits while the site owes an older one, but not for ever', () => {
  const owing = site({ owed: ['a'] });
  expect(ids(compose([], [change(3, 'a', 2), change(4, 'b', 1)], 2, owing).heldBack)).toEqual([3]);
  expect(ids(compose([{ change: change(3, 'a', 2), attempts: owedPatience - 1 }], [], 4, owing).heldBack)).toEqual([3]);
  expect(ids(compose([{ change: change(3, 'a', 2), attempts: owedPatience }], [], 4, owing).send)).toEqual([3]);
});

test('nothing fresh leaves the position where it is', () => {
  expect(compose([], [], 17, site())).toEqual({ send: [], overtaken: [], heldBack: [], through: 17 });
});
