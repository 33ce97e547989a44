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

test('lines that end in different ways are still lines, and are counted', async () => {
  expect(await lines('a,b\r\n1,2\n3,4\r5,"6\r"\r\n7,8')).toEqual([
    [2, { a: '1', b: '2' }],
    [3, { a: '3', b: '4' }],
    [4, { a: '5', b: '6\r' }],
    [6, { a: '7', b: '8' }],
  ]);
});

test('a quotation mark that is never closed costs the rows behind it, named by their line, and no row before it', async () => {
  expect(await lines('a,b\n1,2\n3,"4\n5,6')).toEqual([
    [2, { a: '1', b: '2' }],
    [3, 1],
  ]);
  expect(await lines(`a,b\n1,2\n3,"4\n${'5,6\n'.repeat(100_000)}`)).toEqual([
    [2, { a: '1', b: '2' }],
    [3, 1],
  ]);
});

test('a header of a hundred thousand columns is refused at once, whatever they are called', async () => {
  const header = Array.from({ length: 100_000 }, (_, index) => index.toString(36))
    .join(',')
    .slice(0, 250_000);
  await expect(readCsv(`${header}\n1`, 10).catch((cause: Problem) => cause.wording.en)).resolves.toContain('at most 300');
  await expect(readCsv('a,'.repeat(1_000_000), 10).catch((cause: Problem) => cause.wording.en)).resolves.toContain('cannot be read');
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
