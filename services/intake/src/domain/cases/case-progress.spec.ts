import { expect, test } from '@jest/globals';
import { freesListing, merge, stageOf, stages, timeOf, type CaseProgress, type Stage } from './case-progress.js';

const at = '2026-03-02T01:00:00.000Z';
const told = (...passed: readonly Exclude<Stage, 'submitted'>[]): CaseProgress =>
  Object.fromEntries(passed.map((stage) => [timeOf[stage], at]));

// Every stage against every other: whichever is told first, the case stands at the furthest of the two.
const later = stages.filter((stage) => stage !== 'submitted');
test.each(later.flatMap((one) => later.map((other) => [one, other] as const)))('%s and %s', (one, other) => {
  const furthest = stages.indexOf(one) > stages.indexOf(other) ? one : other;
  expect(stageOf(merge(told(one), told(other)))).toBe(furthest);
  expect(stageOf(merge(told(other), told(one)))).toBe(furthest);
});

test('a case nothing was told about is submitted', () => {
  expect(stageOf({})).toBe('submitted');
});

test('a fact that comes twice, later, changes nothing', () => {
  expect(merge({ acceptedAt: at }, { acceptedAt: '2027-01-01T00:00:00.000Z' })).toEqual({ acceptedAt: at });
});

test.each([
  [['accepted'], false],
  [['notAccepted'], true],
  [['accepted', 'refused'], true],
  [['accepted', 'approved'], false],
  [['approved', 'shown'], false],
  [['withdrawalRequested'], false],
  [['withdrawn'], true],
  [['objected'], false],
  [['objectionRejected'], true],
  [['objectionUpheld'], false],
  [['objectionUpheld', 'approved'], false],
  [['approved', 'revoked'], true],
  [['recognised'], false],
] as const)('after %j the listing is free: %s', (passed, free) => {
  expect(freesListing(told(...passed))).toBe(free);
});
