import { expect, test } from '@jest/globals';
import type { BucketDigest } from '@tongxiu/contracts';
import { differingBuckets, standingOf } from './compare-books.js';

const book = (...buckets: readonly [string, number, string][]): ReadonlyMap<string, BucketDigest> =>
  new Map(buckets.map(([bucket, records, digest]) => [bucket, { bucket, records, digest }]));

test.each([
  ['the same', book(['a', 1, 'x'], ['b', 2, 'y']), book(['b', 2, 'y'], ['a', 1, 'x']), []],
  ['another digest', book(['a', 1, 'x'], ['b', 2, 'y']), book(['a', 1, 'x'], ['b', 2, 'z']), ['b']],
  ['the same digest over another number of records', book(['a', 1, 'x']), book(['a', 3, 'x']), ['a']],
  ['a bucket only we have, and one only they have', book(['a', 1, 'x']), book(['b', 1, 'x']), ['a', 'b']],
])('two books with %s', (_case, ours, theirs, differing) => {
  expect(differingBuckets(ours, theirs)).toEqual(differing);
});

const expected = { changeId: 1, recordKey: 'k', version: 3, state: 'withdrawn' as const };

test.each([
  ['nothing', undefined, 'lost'],
  ['a record it never heard of', { version: 0 }, 'lost'],
  ['an older version', { version: 2, state: 'shown' }, 'lost'],
  ['the version', { version: 3, state: 'withdrawn' }, 'same'],
  ['the version without saying its state', { version: 3 }, 'same'],
  ['the version in another state', { version: 3, state: 'shown' }, 'lost'],
  ['a newer version', { version: 4, state: 'shown' }, 'newer'],
] as const)('a site that holds %s', (_case, held, standing) => {
  expect(standingOf(expected, held === undefined ? undefined : { recordKey: 'k', ...held })).toBe(standing);
});
