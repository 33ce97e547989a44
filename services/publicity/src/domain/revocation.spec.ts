import { expect, test } from '@jest/globals';
import { listed, record, recordKey, removed, repaired, revoked } from './example-happenings.js';
import { fold, type Background } from './fold.js';
import type { Happening } from './happening.js';

const after = (happenings: Happening[], background?: Background) => fold(new Map(), happenings, background);
const storyOf = (...happenings: Happening[]) => after(happenings).changes.map(({ version, state }) => `${version} ${state}`);
const reasonsOf = (...happenings: Happening[]) => after(happenings).refusals.map(({ what, reason }) => `${what} ${reason}`);

test('a revoked repair shows the record again, a version on, with the case and the clock of the revocation (J-018)', () => {
  const { changes, restored } = after([listed(1), repaired(1), revoked(1)]);
  expect(changes[2]).toMatchObject({
    version: 3,
    state: 'shown',
    effects: [],
    record,
    cause: { eventId: revoked(1).eventId, caseId: repaired(1).caseId, rulebook: 'HHHT-2024', decidedAt: revoked(1).decidedAt },
    clockStartedAt: revoked(1).decidedAt,
  });
  expect(restored).toEqual([{ recordKey, period: listed(1).period }]);
});

test('what is shown again is what the register says now, not what was withdrawn', () => {
  const corrected = listed(2, { record: { ...record, reason: '更正后的事由' } });
  const { changes } = after([listed(1), repaired(1), corrected, revoked(1)]);
  expect(changes.map(({ state }) => state)).toEqual(['shown', 'withdrawn', 'shown']);
  expect(changes[2]?.record?.reason).toBe('更正后的事由');
});

test('a repair revoked after the maximum passed does not show the record again (H-013, H-016)', () => {
  const { changes, restored } = after([listed(1), repaired(1), { ...revoked(1), heardOn: '2029-01-16' }]);
  expect(changes[2]).toMatchObject({ version: 3, state: 'expired', effects: ['terminatePublicity'] });
  expect(changes[2]).not.toHaveProperty('record');
  expect(restored).toEqual([]);
});

test.each<[string, Happening[], string[], string[]]>([
  [
    'the new listing after a removal',
    [listed(1), repaired(1), removed(2), listed(3), revoked(1)],
    ['1 shown', '2 withdrawn', '3 shown'],
    ['removed alreadyWithdrawn', 'revoked outdated'],
  ],
  [
    'a repair by another case',
    [listed(1), repaired(1), revoked(1, '00000004-0000-7000-8000-999999999999')],
    ['1 shown', '2 withdrawn'],
    ['revoked notThatRepair'],
  ],
  [
    'a repair that changed nothing',
    [listed(1), removed(2), repaired(1), revoked(1)],
    ['1 shown', '2 removed'],
    ['repaired outdated', 'revoked outdated'],
  ],
  [
    'a repair revoked before',
    [listed(1), repaired(1), revoked(1), revoked(1)],
    ['1 shown', '2 withdrawn', '3 shown'],
    ['revoked notThatRepair'],
  ],
])('a revocation does not touch %s (J-018)', (_case, happenings, story, refusals) => {
  expect(storyOf(...happenings)).toEqual(story);
  expect(reasonsOf(...happenings)).toEqual(refusals);
});

test('a repair and its revocation that both came before the listing take effect in their order', () => {
  const early = after([repaired(1), revoked(1)]);
  expect(early.early.map(({ what }) => what)).toEqual(['repaired', 'revoked']);
  const { changes, released } = after([listed(1)], { kept: early.early });
  expect(changes.map(({ state }) => state)).toEqual(['shown', 'withdrawn', 'shown']);
  expect(released).toHaveLength(2);
});

test('a record that was shown again can be repaired again', () => {
  expect(storyOf(listed(1), repaired(1), revoked(1), repaired(1))).toEqual(['1 shown', '2 withdrawn', '3 shown', '4 withdrawn']);
});

test('nothing can be shown again of which nothing is known', () => {
  const present = after([listed(1), repaired(1)]).publications;
  expect(() => fold(new Map(present.map((one) => [recordKey, one])), [revoked(1)])).toThrow('nothing is known');
});
