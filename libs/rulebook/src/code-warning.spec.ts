import { expect, test } from '@jest/globals';
import { codeWarnings } from './code-warning.js';

test('a credit code wrong only in its check character is told beside the verdict', () => {
  expect(codeWarnings('91150100MA0XXXXXXX')).toMatchObject([{ field: 'subject.creditCode' }]);
});

test.each([['91350100M000100Y43'], [undefined]])('%s needs no warning', (code) => {
  expect(codeWarnings(code)).toEqual([]);
});
