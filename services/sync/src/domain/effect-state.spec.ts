import { expect, test } from '@jest/globals';
import { dueTimeFor, effectState, isLate } from './effect-state.js';

test.each([
  ['lies after the position of the lane', { stored: null, dispatched: false, outdated: false }, 'due'],
  ['is on its way', { stored: null, dispatched: true, outdated: false }, 'sent'],
  ['is on its way again', { stored: 'due', dispatched: true, outdated: false }, 'sent'],
  ['waits to be tried again', { stored: 'due', dispatched: false, outdated: false }, 'due'],
  ['was applied, whatever is on its way', { stored: 'applied', dispatched: true, outdated: false }, 'applied'],
  ['came too late to be sent', { stored: null, dispatched: false, outdated: true }, 'superseded'],
  ['is parked', { stored: 'parked', dispatched: false, outdated: false }, 'parked'],
] as const)('a change that %s', (_case, traces, state) => {
  expect(effectState(traces)).toBe(state);
});

test.each([
  ['applied in the last millisecond', { dueAtMs: 1_000, appliedAtMs: 999, state: 'applied' }, false],
  ['applied at the due time', { dueAtMs: 1_000, appliedAtMs: 1_000, state: 'verified' }, true],
  ['still waiting after the due time', { dueAtMs: 1_000, appliedAtMs: undefined, state: 'due' }, true],
  ['still waiting before it', { dueAtMs: 3_000, appliedAtMs: undefined, state: 'due' }, false],
  ['superseded', { dueAtMs: 1_000, appliedAtMs: undefined, state: 'superseded' }, false],
  ['without a due time yet', { dueAtMs: undefined, appliedAtMs: undefined, state: 'due' }, false],
] as const)('a change %s: late or not', (_case, clocked, late) => {
  expect(isLate(clocked, 2_000)).toBe(late);
});

const [first, second] = [
  { atMs: 1_000, dueBeforeMs: 5_000 },
  { atMs: 2_000, dueBeforeMs: 6_000 },
];

test.each([
  ['not dealt with yet goes by the last', [first, second], undefined, 7_000],
  ['dealt with since goes by the last', [first, second], 2_000, 7_000],
  ['dealt with between two goes by the one between', [first, second], 1_500, 6_000],
  ['dealt with before goes by the first', [first, second], 999, 5_000],
  ['dealt with before there was any goes by the first that was counted', [{ atMs: 1_000, dueBeforeMs: null }, second], 500, 6_000],
] as const)('of several due times what a site has %s', (_case, recounts, dealtWithAtMs, dueAtMs) => {
  expect(dueTimeFor(7_000, recounts, dealtWithAtMs)).toBe(dueAtMs);
});
