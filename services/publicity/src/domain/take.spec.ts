import { describe, expect, test } from '@jest/globals';
import { expired, listed, recordKey, removed, repaired } from './example-happenings.js';
import { fold } from './fold.js';
import type { Happening } from './happening.js';
import { awaited, type State } from './publication.js';
import { take } from './take.js';

const after = (...happenings: Happening[]) => fold(new Map(), happenings);
const storyOf = (...happenings: Happening[]) => after(...happenings).changes.map(({ version, state }) => `${version} ${state}`);
const reasonsOf = (...happenings: Happening[]) => after(...happenings).refusals.map(({ what, reason }) => `${what} ${reason}`);

test('a listing is shown, with its content and the clock of its receipt (H-066, H-067, H-070, H-071, H-078)', () => {
  const happening = listed(1);
  expect(after(happening).changes).toEqual([
    {
      recordKey,
      version: 1,
      state: 'shown',
      kind: 'penalty',
      creditCode: happening.record.creditCode,
      record: happening.record,
      effects: [],
      cause: {
        eventId: happening.eventId,
        organCode: happening.record.organCode,
        organName: happening.record.organName,
        decidedAt: '2026-01-15T00:00:00+08:00',
      },
      clockStartedAt: happening.receivedAt,
    },
  ]);
});

test('a repair withdraws without content, with the effects and the case of the approval (H-024, H-033, J-031)', () => {
  const approval = repaired(1);
  expect(after(listed(1), approval).changes[1]).toEqual({
    recordKey,
    version: 2,
    state: 'withdrawn',
    kind: 'penalty',
    creditCode: listed(1).record.creditCode,
    effects: approval.effects,
    cause: {
      eventId: approval.eventId,
      caseId: approval.caseId,
      organCode: approval.organCode,
      organName: approval.organName,
      rulebook: 'HHHT-2024',
      decidedAt: approval.decidedAt,
    },
    clockStartedAt: approval.decidedAt,
  });
});

test.each([
  ['penalty', ['terminatePublicity']],
  ['abnormalOperation', ['removeFromList']],
  ['individualAbnormal', ['restoreStatus']],
  ['severeList', ['removeFromList']],
] as const)(
  'the removal of a %s has the effect of its kind, at once and from its receipt (H-011, H-037, H-038, H-055, H-059, H-067)',
  (kind, effects) => {
    const key = `${kind}:111501000000000001:1`;
    const { changes } = after({ ...listed(1), recordKey: key }, { ...removed(2), recordKey: key });
    expect(changes[1]).toMatchObject({ state: 'removed', effects, clockStartedAt: removed(2).receivedAt });
  },
);

test('a stop at the maximum takes effect with the day after, and is its own cause (H-013, H-016)', () => {
  expect(after(listed(1), expired('2028-02-29')).changes[1]).toMatchObject({
    version: 2,
    state: 'expired',
    effects: ['terminatePublicity'],
    factId: expired('2028-02-29').eventId,
    cause: { eventId: expired('2028-02-29').eventId, rulebook: 'HHHT-2024', decidedAt: '2028-03-01T00:00:00+08:00' },
    clockStartedAt: '2028-03-01T00:00:00+08:00',
  });
});

test('a record pushed after its maximum is never shown, and its clock starts with the push (H-016, H-018)', () => {
  const late = listed(1, { endedOn: '2025-12-31' });
  const { changes, listings } = after(late);
  expect(changes).toMatchObject([
    { version: 1, state: 'expired', clockStartedAt: late.receivedAt, cause: { decidedAt: '2026-01-01T00:00:00+08:00' } },
  ]);
  expect(changes[0]?.record).toBeUndefined();
  expect(listings).toEqual([late]);
});

describe('what a batch comes to', () => {
  test.each<[string, Happening[], string[], string[]]>([
    ['a correction is shown again', [listed(1), listed(2)], ['1 shown', '2 shown'], []],
    [
      'a correction whose period is over stops the display',
      [listed(1), listed(2, { endedOn: '2025-12-31' })],
      ['1 shown', '2 expired'],
      [],
    ],
    ['listed, removed, listed again', [listed(1), removed(2), listed(3)], ['1 shown', '2 removed', '3 shown'], []],
    [
      'a new decision after a repair is shown',
      [listed(1), repaired(1), listed(2, {}, '2026-02-01')],
      ['1 shown', '2 withdrawn', '3 shown'],
      [],
    ],
    [
      'a new listing after a repair and a removal is shown',
      [listed(1), repaired(1), removed(2), listed(3)],
      ['1 shown', '2 withdrawn', '3 shown'],
      ['removed alreadyWithdrawn'],
    ],
    ['a second approval changes nothing', [listed(1), repaired(1), repaired(1)], ['1 shown', '2 withdrawn'], ['repaired alreadyWithdrawn']],
    ['an approval after the removal is outdated', [listed(1), removed(2), repaired(1)], ['1 shown', '2 removed'], ['repaired outdated']],
    [
      'an approval after the new listing is outdated',
      [listed(1), removed(2), listed(3), repaired(1)],
      ['1 shown', '2 removed', '3 shown'],
      ['repaired outdated'],
    ],
    [
      'an approval of the new listing counts',
      [listed(1), removed(2), listed(3), repaired(3)],
      ['1 shown', '2 removed', '3 shown', '4 withdrawn'],
      [],
    ],
    [
      'an approval of an earlier wording of the same listing counts',
      [listed(1), listed(2), repaired(1)],
      ['1 shown', '2 shown', '3 withdrawn'],
      [],
    ],
    [
      'a stop after a repair changes nothing',
      [listed(1), repaired(1), expired('2029-01-15')],
      ['1 shown', '2 withdrawn'],
      ['maximumReached alreadyWithdrawn'],
    ],
    [
      'an approval after the stop changes nothing',
      [listed(1), expired('2029-01-15'), repaired(1)],
      ['1 shown', '2 expired'],
      ['repaired alreadyExpired'],
    ],
    ['an old revision changes nothing', [listed(2), listed(1), removed(2)], ['1 shown'], ['listed outdated', 'removed outdated']],
    ['a removal of what was never listed', [removed(2)], [], ['removed notListed']],
    [
      'a new decision after a repair, pushed after its maximum',
      [listed(1), repaired(1), listed(2, { endedOn: '2026-03-01' }, '2026-02-01')],
      ['1 shown', '2 withdrawn'],
      ['listed maximumPassed'],
    ],
    ['a longer period brings an ended record back', [listed(1, { endedOn: '2025-12-31' }), listed(2)], ['1 expired', '2 shown'], []],
  ])('%s', (_case, happenings, story, refusals) => {
    expect(storyOf(...happenings)).toEqual(story);
    expect(reasonsOf(...happenings)).toEqual(refusals);
  });

  test('a correction and a repair end the same way, whichever comes first', () => {
    const states = [
      [listed(1), listed(2), repaired(1)],
      [listed(1), repaired(1), listed(2)],
    ].map((happenings) => after(...happenings).publications.map(({ state, registerRevision }) => ({ state, registerRevision })));
    expect(states[0]).toEqual([{ state: 'withdrawn', registerRevision: 2 }]);
    expect(states[1]).toEqual(states[0]);
  });
});

test('an approval of a listing not heard of is early, whatever the state', () => {
  const states: readonly State[] = ['awaited', 'shown', 'withdrawn', 'removed', 'expired'];
  for (const state of states) expect(take({ ...awaited(recordKey), state, registerRevision: 3 }, repaired(4))).toEqual({ kind: 'early' });
});
