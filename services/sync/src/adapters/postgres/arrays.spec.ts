import { expect, test } from '@jest/globals';
import { numberArray, textArray } from './arrays.js';

test.each([
  ['nothing', [], '{}'],
  ['plain words', ['a', 'b c'], '{"a","b c"}'],
  ['what is missing', ['a', undefined, null], '{"a",NULL,NULL}'],
  ['the word NULL', ['NULL'], '{"NULL"}'],
  ['the empty text', [''], '{""}'],
  ['quotes, backslashes, braces and commas', ['"{a,\\b}"'], '{"\\"{a,\\\\b}\\""}'],
  ['a NUL, which PostgreSQL does not hold', ['a\0b'], '{"ab"}'],
])('an array of %s', (_case, texts, literal) => {
  expect(textArray(texts)).toBe(literal);
});

test('an array of numbers', () => {
  expect(numberArray([1, 20, -3])).toBe('{1,20,-3}');
});
