import { expect, test } from '@jest/globals';
import { endedBefore } from './publicity-period.js';

const period = { rulebook: 'HHHT-2024', minimumUntil: null, maximumUntil: '2029-01-15', repairableFrom: null };

test('the last day is shown still, the day after is not', () => {
  expect(endedBefore('2029-01-15', period)).toBeNull();
  expect(endedBefore('2029-01-16', period)).toBe('2029-01-15');
});

test('without a maximum nothing ends by itself', () => {
  expect(endedBefore('2099-01-01', { ...period, maximumUntil: null })).toBeNull();
});
