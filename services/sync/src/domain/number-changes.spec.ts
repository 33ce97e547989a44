import { expect, test } from '@jest/globals';
import { numberChanges } from './number-changes.js';

const told = (recordKey: string, version: number) => ({ recordKey, version });
const numbered = (incoming: ReturnType<typeof told>[], known: Record<string, number[]> = {}): string[] =>
  numberChanges(incoming, new Map(Object.entries(known).map(([key, versions]) => [key, new Set(versions)])), 100).map(
    ({ id, data, outdated }) => `${id} ${data.recordKey}${data.version}${outdated ? ' outdated' : ''}`,
  );

test.each([
  ['new versions count on from the last number', [told('a', 1), told('b', 1), told('a', 2)], {}, ['101 a1', '102 b1', '103 a2']],
  ['a known version is left out and leaves no gap', [told('a', 1), told('a', 2), told('b', 1)], { a: [1] }, ['101 a2', '102 b1']],
  ['a version twice in one batch counts once', [told('a', 1), told('a', 1)], {}, ['101 a1']],
  ['a lower version than known is outdated', [told('a', 2)], { a: [3] }, ['101 a2 outdated']],
  [
    'a lower version than earlier in the batch is outdated',
    [told('a', 3), told('a', 2), told('a', 4)],
    {},
    ['101 a3', '102 a2 outdated', '103 a4'],
  ],
  ['an outdated version twice counts once', [told('a', 2), told('a', 2)], { a: [3] }, ['101 a2 outdated']],
  ['nothing new', [told('a', 1)], { a: [1] }, []],
])('%s', (_case, incoming, known, expected) => {
  expect(numbered(incoming, known as Record<string, number[]>)).toEqual(expected);
});
