import { expect, test } from '@jest/globals';
import { listed, recordKey, removed, repaired } from './example-happenings.js';
import { fold } from './fold.js';
import { awaited } from './publication.js';

const statesOf = ({ changes }: ReturnType<typeof fold>) => changes.map(({ version, state }) => `${version} ${state}`);

test('an early repair is kept and changes nothing', () => {
  const folded = fold(new Map([[recordKey, awaited(recordKey)]]), [repaired(1)]);
  expect(folded).toMatchObject({ changes: [], refusals: [], publications: [], early: [repaired(1)] });
});

test('a kept repair takes effect right after the listing it is about', () => {
  const folded = fold(new Map(), [listed(1)], { kept: [repaired(1)] });
  expect(statesOf(folded)).toEqual(['1 shown', '2 withdrawn']);
  expect(folded.released).toEqual([repaired(1)]);
});

test('a kept repair of the first listing does not touch the second', () => {
  const folded = fold(new Map(), [listed(1), removed(2), listed(3)], { kept: [repaired(1)] });
  expect(statesOf(folded)).toEqual(['1 shown', '2 withdrawn', '3 shown']);
  expect(folded.refusals).toMatchObject([{ what: 'removed', reason: 'alreadyWithdrawn', revision: 2 }]);
});

test('a kept repair waits on while the register has not come so far', () => {
  const folded = fold(new Map(), [listed(1)], { kept: [repaired(3)] });
  expect(statesOf(folded)).toEqual(['1 shown']);
  expect(folded.released).toEqual([]);
});

test('records do not disturb each other, and each is written once', () => {
  const other = 'penalty:111501000000000001:2';
  const folded = fold(new Map(), [listed(1), { ...listed(1), recordKey: other }, repaired(1), { ...removed(2), recordKey: other }]);
  expect(folded.publications.map((one) => [one.recordKey, one.version, one.state])).toEqual([
    [recordKey, 2, 'withdrawn'],
    [other, 2, 'removed'],
  ]);
});

test('of several listings of one record the last one counts', () => {
  const folded = fold(new Map(), [listed(1), listed(2)]);
  expect(folded.listings).toEqual([listed(2)]);
});
