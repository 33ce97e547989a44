import { describe, expect, test } from '@jest/globals';
import { expired, listed, recognised, recordKey, removed, repaired } from './example-happenings.js';
import { fold, type Background } from './fold.js';
import type { Happening, Recognised } from './happening.js';
import { overruledBy, restoredBy } from './take.js';
import { awaited, type Publication, type State } from './publication.js';

const after = (happenings: Happening[], background?: Background) => fold(new Map(), happenings, background);
const other = { recognitionId: '00000008-0000-7000-8000-000000000099', eventId: '00000007-0000-7000-8000-000000000099' };
const removal: Partial<Recognised> = { state: 'removed', effects: ['removeFromList'] };

test.each([
  ['repair', {}, 'withdrawn'],
  ['removal', removal, 'removed'],
] as const)('a %s decided elsewhere has the effect of our own on every site, and names site and organ (H-044)', (_what, change, state) => {
  const theirs = recognised(1, change);
  const { changes, recognitions, publications } = after([listed(1), theirs]);
  expect(changes[1]).toMatchObject({
    version: 2,
    state,
    effects: theirs.effects,
    cause: { eventId: theirs.eventId, site: 'publicity-system', organName: theirs.organName, decidedAt: theirs.decidedAt },
    clockStartedAt: theirs.receivedAt,
  });
  expect(changes[1]).not.toHaveProperty('record');
  expect(recognitions).toMatchObject([{ result: 'applied' }]);
  expect(publications[0]?.endedBy).toBe(theirs.recognitionId);
});

test('a correction after a removal elsewhere does not bring the record back', () => {
  expect(after([listed(1), recognised(1, removal), listed(2)]).refusals).toMatchObject([{ reason: 'alreadyRemoved' }]);
});

test('an outcome that agrees with ours changes nothing and is no conflict (H-046)', () => {
  const { changes, conflicts, recognitions, refusals } = after([listed(1), repaired(1), recognised(1)]);
  expect(changes).toHaveLength(2);
  expect(conflicts).toEqual([]);
  expect(recognitions).toMatchObject([{ result: 'agreed' }]);
  expect(refusals).toMatchObject([{ what: 'recognised', reason: 'alreadyWithdrawn' }]);
});

test('an outcome told before its listing waits for it', () => {
  const { early } = after([recognised(1)]);
  expect(after([listed(1)], { kept: early }).changes.map(({ state }) => state)).toEqual(['shown', 'withdrawn']);
});

describe('a contradiction is parked with both sides, and ours stands (H-044)', () => {
  const refused = new Map([[recordKey, [{ what: 'ownRefusal', recordRevision: 1 } as const]]]);

  test.each<[string, Happening[], Background, string[]]>([
    ['an own refusal of the same listing', [listed(1), recognised(1)], { earlier: refused }, ['ownRefusal']],
    ['a newer listing', [listed(1), removed(2), listed(3), recognised(1)], {}, ['newerListing']],
    ['a repair of a record that was removed', [listed(1), removed(2), recognised(1)], {}, ['endedAnotherWay']],
    ['a repair of a record that expired', [listed(1), expired('2026-03-01'), recognised(1)], {}, ['endedAnotherWay']],
    ['a removal of a record that was repaired', [listed(1), repaired(1), recognised(1, removal)], {}, ['endedAnotherWay']],
    [
      'a second outcome that differs',
      [listed(1), recognised(1), recognised(1, { ...removal, ...other })],
      {},
      ['endedAnotherWay', 'recognitionsDiffer'],
    ],
    [
      'a second outcome with other effects',
      [listed(1), recognised(1), recognised(1, { ...other, effects: ['annotate'] })],
      {},
      ['recognitionsDiffer'],
    ],
  ])('%s', (_case, happenings, background, reasons) => {
    const { conflicts, publications, changes } = after(happenings, background);
    expect(conflicts.map((conflict) => conflict.reasons)).toEqual([reasons]);
    expect(publications[0]?.version).toBe(changes.length);
  });

  test.each<[string, Happening[], Background]>([
    ['a refusal of an earlier listing', [listed(1), removed(2), listed(3), recognised(3)], { earlier: refused }],
    ['a removal after our own removal', [listed(1), removed(2), recognised(1, removal)], {}],
    ['the same outcome told by two sites', [listed(1), recognised(1), recognised(1, other)], {}],
  ])('%s is none', (_case, happenings, background) => {
    expect(after(happenings, background).conflicts).toEqual([]);
  });
});

describe('an operator who settles it', () => {
  const at = (state: State): Publication => ({ ...awaited(recordKey), state, version: 4, registerRevision: 3, listingRevision: 3 });
  const standing = { record: listed(1).record, period: listed(1).period };
  const restoring = {
    eventId: other.eventId,
    organCode: '',
    organName: '',
    rulebook: 'HHHT-2024',
    decidedAt: '2026-06-01T00:00:00Z',
    on: '2026-06-01',
  };

  test.each(['shown', 'withdrawn', 'removed', 'expired'] as const)('may let theirs hold over a record that is %s', (state) => {
    expect(overruledBy(at(state), recognised(1), '2026-06-01T00:00:00Z')).toMatchObject({
      kind: 'moved',
      change: { version: 5, state: 'withdrawn', clockStartedAt: '2026-06-01T00:00:00Z' },
    });
  });

  test('may let ours hold: the record is shown again', () => {
    expect(restoredBy(at('withdrawn'), restoring, standing)).toMatchObject({
      kind: 'moved',
      change: { version: 5, state: 'shown', record: standing.record },
    });
  });
});
