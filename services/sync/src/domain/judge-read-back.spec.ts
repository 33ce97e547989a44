import { expect, test } from '@jest/globals';
import { publicationStates } from '@tongxiu/contracts';
import { judgeReadBack, type Expected, type ReadBack } from './judge-read-back.js';

const recordKey = 'penalty:11150100MB12345678:1';
const expected = (state: Expected['state']): Expected => ({ changeId: 1, recordKey, version: 2, state });

const seen = [
  ['nothing', undefined],
  ['shown, version 1', { recordKey, shown: true, version: 1 }],
  ['shown, version 2', { recordKey, shown: true, version: 2 }],
  ['shown, version 3', { recordKey, shown: true, version: 3 }],
  ['not shown, version 1', { recordKey, shown: false, version: 1 }],
  ['not shown, version 2', { recordKey, shown: false, version: 2 }],
  ['not shown, version 3', { recordKey, shown: false, version: 3 }],
] as const;

const confirmedBy: Record<Expected['state'], string> = {
  shown: 'shown, version 2',
  withdrawn: 'not shown, version 2',
  removed: 'not shown, version 2',
  expired: 'not shown, version 2',
};
const grid = publicationStates.flatMap((state) => seen.map(([what, record]) => [state, what, record] as const));

test.each(grid)('%s, and the public sees: %s', (state, what, record) => {
  const reading: ReadBack = what.endsWith('version 3') ? 'newer' : what === confirmedBy[state] ? 'confirmed' : 'differs';
  expect(judgeReadBack(expected(state), record)).toBe(reading);
});

test('a site that names another state is not confirmed, though it shows nothing either', () => {
  expect(judgeReadBack(expected('withdrawn'), { recordKey, shown: false, version: 2, state: 'expired' })).toBe('differs');
});
