import { expect, test } from '@jest/globals';
import type { Problem } from '@tongxiu/problems';
import { readCsv } from './csv-rows.js';

const lines = async (text: string) => (await readCsv(text, 100)).map(({ line, row, objections }) => [line, row ?? objections?.length]);

test('a row is named by the line it begins on, whatever line breaks and empty lines stand before it', async () => {
  expect(await lines('a,b\r\n1,"x\r\ny"\r\n\r\n\r\n2,"z\nz"\r\n3,w')).toEqual([
    [2, { a: '1', b: 'x\r\ny' }],
    [6, { a: '2', b: 'z\nz' }],
    [8, { a: '3', b: 'w' }],
  ]);
});

test('the first row of a file with a byte order mark keeps its first column', async () => {
  expect(await lines('\ufeffa,b\n1,2\n')).toEqual([[2, { a: '1', b: '2' }]]);
});

test('columns without a name and empty columns at the end of a row do no harm', async () => {
  expect(await lines('a,,b\n1,x,2,,\n')).toEqual([[2, { a: '1', b: '2' }]]);
});

test('reading stops at the limit, so that a huge file is not worked through before it is refused', async () => {
  expect(await readCsv(`a\n${'1\n'.repeat(1000)}`, 5)).toHaveLength(5);
});

test.each([
  ['', '没有表头'],
  ['CF_WSH,cf_wsh \n1,2', '重复'],
])('%j has no usable header', async (text, why) => {
  await expect(readCsv(text, 10).catch((cause: Problem) => cause.wording.zh)).resolves.toContain(why);
});
