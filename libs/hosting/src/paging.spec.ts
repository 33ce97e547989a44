import 'reflect-metadata';
import { expect, test } from '@jest/globals';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { PositionAfter } from './paging.js';

class Asked {
  @PositionAfter() after = 0;
}

test.each([
  ['0', true],
  ['9007199254740991', true],
  ['9007199254740992', false],
  ['99999999999999999999', false],
  ['-1', false],
  ['1.5', false],
])('a position of %s can be read on from: %s', (after, readable) => {
  expect(validateSync(plainToInstance(Asked, { after })).length === 0).toBe(readable);
});
