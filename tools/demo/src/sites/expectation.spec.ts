import { expect, test } from '@jest/globals';
import type { BulletinEntry, PublicationState } from '@tongxiu/contracts';
import { builtInCalendar } from '@tongxiu/working-days';
import { judgeSite, type Expectation } from './expectation.js';

// Friday 2026-02-13 is answered by Saturday 2026-02-14, a make-up working day; Sunday is too late.
const friday = '2026-02-13T10:00:00+08:00';
const inTime = Date.parse('2026-02-14T23:59:59+08:00');
const tooLate = Date.parse('2026-02-15T00:00:00+08:00');

const asked = (...states: PublicationState[]): Map<string, Expectation> =>
  new Map([['k', { recordKey: 'k', steps: states.map((state) => ({ state, acknowledgedAt: friday })) }]]);
const did = (...entries: (readonly [number, PublicationState, number?])[]): BulletinEntry[] =>
  entries.map(([version, state, appliedAtMs = inTime], index) => ({
    no: index + 1,
    recordKey: 'k',
    version,
    state,
    receiptNo: `R${index}`,
    appliedAtMs,
    arrivals: 1,
  }));
const shows = (version?: number): Map<string, number> => new Map(version === undefined ? [] : [['k', version]]);

test.each([
  ['a record listed, repaired and no longer shown', asked('shown', 'withdrawn'), did([1, 'shown'], [2, 'withdrawn']), shows()],
  ['a version overtaken before it was delivered', asked('shown', 'removed', 'shown'), did([1, 'shown'], [3, 'shown']), shows(3)],
])('%s is right', (_case, expectations, bulletin, shown) => {
  const { lost, doubled, outOfOrder, late, phantom } = judgeSite(expectations, { bulletin, shown });
  expect({ lost, doubled, outOfOrder, late, phantom }).toEqual({ lost: [], doubled: [], outOfOrder: [], late: [], phantom: [] });
});

test('a change whose due time needs a year the calendar lacks is neither in time nor late', () => {
  const lastDay = new Map([['k', { recordKey: 'k', steps: [{ state: 'shown' as const, acknowledgedAt: '2026-12-31T10:00:00+08:00' }] }]]);
  const { late, provisional } = judgeSite(lastDay, { bulletin: did([1, 'shown', tooLate]), shown: shows(1) });
  expect({ late, provisional }).toEqual({ late: [], provisional: ['k v1'] });
});

test.each([
  ['on the first working day of the year', '2027-01-04T23:59:59+08:00', []],
  ['after it', '2027-01-05T00:00:00+08:00', ['k v1']],
] as const)('with that year loaded, a change carried out %s is judged by it', (_case, appliedAt, found) => {
  const lastDay = new Map([['k', { recordKey: 'k', steps: [{ state: 'shown' as const, acknowledgedAt: '2026-12-31T10:00:00+08:00' }] }]]);
  const loaded = {
    edition: 'CN-2027',
    years: { ...builtInCalendar.years, '2027': { holidays: ['2027-01-01', '2027-01-02', '2027-01-03'], makeUpDays: [] } },
  };
  const { late, provisional } = judgeSite(lastDay, { bulletin: did([1, 'shown', Date.parse(appliedAt)]), shown: shows(1) }, loaded);
  expect({ late, provisional }).toEqual({ late: found, provisional: [] });
});

test.each([
  ['a record that is shown as the bulletin says', did([1, 'shown'], [2, 'removed'], [3, 'shown']), shows(3), 3],
  ['a record that is gone as the bulletin says', did([1, 'shown'], [2, 'removed']), shows(), 2],
  ['a record of which an older version is shown', did([1, 'shown'], [3, 'shown']), shows(1), 0],
  ['a record that should be gone and is not', did([1, 'shown'], [2, 'removed']), shows(1), 0],
  ['a record that should be shown and is not', did([1, 'shown']), shows(), 0],
] as const)('what the public page bears out: %s', (_case, bulletin, shown, changes) => {
  expect(judgeSite(asked('shown', 'removed', 'shown'), { bulletin, shown }).borneOut).toBe(changes);
});

test.each([
  ['never arrived', asked('shown'), [], shows(), 'lost'],
  ['repaired here but still shown there', asked('shown', 'withdrawn'), did([1, 'shown']), shows(1), 'lost'],
  ['ended in the bulletin but still on the page', asked('shown', 'withdrawn'), did([1, 'shown'], [2, 'withdrawn']), shows(2), 'lost'],
  ['carried out twice', asked('shown'), did([1, 'shown'], [1, 'shown']), shows(1), 'doubled'],
  ['an older version after a newer one', asked('shown', 'removed', 'shown'), did([3, 'shown'], [2, 'removed']), shows(), 'outOfOrder'],
  ['a working day missed', asked('shown'), did([1, 'shown', tooLate]), shows(1), 'late'],
  ['a change nobody asked for', asked('shown'), did([1, 'shown'], [2, 'withdrawn']), shows(), 'phantom'],
  ['a record nobody pushed', new Map<string, Expectation>(), did([1, 'shown']), shows(1), 'phantom'],
] as const)('a record that is wrong is found: %s', (_case, expectations, bulletin, shown, finding) => {
  expect(judgeSite(expectations, { bulletin: [...bulletin], shown })[finding]).not.toEqual([]);
});
