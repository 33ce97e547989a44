import { expect, test } from '@jest/globals';
import { readRefusal } from './read-refusal.js';

test.each([
  [413, undefined, 'smaller'],
  [400, 'TOO_MANY_CHANGES', 'smaller'],
  [400, 'MALFORMED', 'poison'],
  [422, undefined, 'poison'],
  [401, 'BAD_SIGNATURE', 'pause'],
  [403, 'NO_PERMISSION', 'pause'],
  [404, undefined, 'pause'],
  [429, undefined, 'pause'],
  [503, 'MAINTENANCE', 'pause'],
] as const)('a request refused with %d %s calls for: %s', (status, code, reading) => {
  expect(readRefusal(status, code)).toBe(reading);
});
