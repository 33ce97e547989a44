import { expect, test } from '@jest/globals';
import { awaited, moved, moves, type Move, type Publication, type State } from './publication.js';

const states = Object.keys(moves) as State[];
const allMoves: readonly Move[] = [
  'list',
  'correct',
  'listTooLate',
  'withdraw',
  'remove',
  'expire',
  'restore',
  'restoreTooLate',
  'overruleToWithdrawn',
  'overruleToRemoved',
];
const at = (state: State): Publication => ({ ...awaited('penalty:111501000000000001:1'), state, version: 7 });

// Every state against every move, allowed or not. The allowed ones are written out here once more, by hand.
const allowed: Readonly<Record<string, State>> = {
  'awaited + list': 'shown',
  'awaited + listTooLate': 'expired',
  'shown + list': 'shown',
  'shown + correct': 'shown',
  'shown + listTooLate': 'expired',
  'shown + withdraw': 'withdrawn',
  'shown + remove': 'removed',
  'shown + expire': 'expired',
  'shown + overruleToWithdrawn': 'withdrawn',
  'shown + overruleToRemoved': 'removed',
  'withdrawn + list': 'shown',
  'withdrawn + restore': 'shown',
  'withdrawn + restoreTooLate': 'expired',
  'withdrawn + overruleToWithdrawn': 'withdrawn',
  'withdrawn + overruleToRemoved': 'removed',
  'removed + list': 'shown',
  'removed + listTooLate': 'expired',
  'removed + restore': 'shown',
  'removed + restoreTooLate': 'expired',
  'removed + overruleToWithdrawn': 'withdrawn',
  'removed + overruleToRemoved': 'removed',
  'expired + list': 'shown',
  'expired + correct': 'shown',
  'expired + overruleToWithdrawn': 'withdrawn',
  'expired + overruleToRemoved': 'removed',
};

test.each(states.flatMap((state) => allMoves.map((move) => [state, move] as const)))('%s + %s', (state, move) => {
  const to = allowed[`${state} + ${move}`];
  expect(moved(at(state), move)).toEqual(to === undefined ? undefined : { ...at(state), state: to, version: 8 });
});
