import { expect, test } from '@jest/globals';
import { GuessLimit } from './guess-limit.js';

const asks = (limit: GuessLimit, address: string, nowMs: number): boolean => {
  try {
    limit.ask(address, nowMs);
    return true;
  } catch {
    return false;
  }
};

test('right codes cost one, wrong ones ten, and each address has its own minute', () => {
  const limit = new GuessLimit(20);
  for (let guess = 0; guess < 2; guess += 1) {
    expect(asks(limit, 'guesser', 0)).toBe(true);
    limit.wasWrong('guesser', 0);
  }
  expect(asks(limit, 'guesser', 59_999)).toBe(false);
  expect(Array.from({ length: 20 }, () => asks(limit, 'holder', 0)).every(Boolean)).toBe(true);
  expect(asks(limit, 'holder', 0)).toBe(false);
  expect(asks(limit, 'guesser', 60_000)).toBe(true);
});

test('addresses are forgotten before they fill the memory', () => {
  const limit = new GuessLimit(1);
  for (let address = 0; address < 20_001; address += 1) asks(limit, `2001:db8::${address}`, 0);
  expect(asks(limit, '2001:db8::0', 1)).toBe(true);
  expect(asks(limit, '2001:db8::20000', 1)).toBe(false);
});
