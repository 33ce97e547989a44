import { expect, test } from '@jest/globals';
import { awaited, moved, moves, type Move, type Publication, type State } from './publication.js';

const states = Object.keys(moves) as State[];
const allMoves: readonly Move[] = ['list', 'correct', 'listTooLate', 'withdraw', 'remove', 'expire'];
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
  'withdrawn + list': 'shown',
  'removed + list': 'shown',
  'removed + listTooLate': 'expired',
  'expired + list': 'shown',
  'expired + correct': 'shown',
};

test.each(states.flatMap((state) => allMoves.map((move) => [state, move] as const)))('%s + %s', (state, move) => {
  const to = allowed[`${state} + ${move}`];
  expect(moved(at(state), move)).toEqual(to === undefined ? undefined : { ...at(state), state: to, version: 8 });
});
