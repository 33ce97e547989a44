import { expect, test } from '@jest/globals';
import { uuidV7 } from './uuid-v7.js';

test('ids carry version, variant and time', () => {
  const id = uuidV7(4_102_444_800_000);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(4_102_444_800_000);
});

test('ids of one process rise, also within a millisecond, beyond its counter, and when the clock steps back', () => {
  const ids = Array.from({ length: 10_000 }, (_, n) => uuidV7(4_102_444_900_000 - (n > 5000 ? 1000 : 0)));
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});
