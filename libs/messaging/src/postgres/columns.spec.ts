import { expect, test } from '@jest/globals';
import { textColumns } from './columns.js';

test('columns are joined by the record separator', () => {
  expect(textColumns(['a', 'b'], ['1', '2'])).toEqual({ delimiter: '\u001e', columns: ['a\u001eb', '1\u001e2'] });
});

test('where a text contains the separator, another is made', () => {
  const { delimiter, columns } = textColumns(['a\u001eb', 'c']);
  expect(columns[0]!.split(delimiter)).toEqual(['a\u001eb', 'c']);
});
