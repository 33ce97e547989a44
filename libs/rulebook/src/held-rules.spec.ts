import { expect, test } from '@jest/globals';
import { hhht2024 } from './books/known-books.js';
import { heldRules } from './evaluate.js';
import { soundApplication, soundCase } from './sound-case.js';

test('what holds is told with its clause; what is broken, or not asked yet, is not among it (J-039)', () => {
  expect(heldRules(hhht2024, soundCase).map(({ rule, clause }) => `${rule} ${clause}`)).toEqual(['H-007 二', 'H-012 三', 'H-016 三']);
  expect(heldRules(hhht2024, { ...soundCase, asOf: '2025-02-28' }).map(({ rule }) => rule)).not.toContain('H-012');
  expect(heldRules(hhht2024, { ...soundCase, application: soundApplication }).map(({ rule }) => rule)).toContain('H-010');
});
