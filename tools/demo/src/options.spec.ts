import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { reportFile, wholeNumber } from './options.js';

test.each(['1', '2000', '1000000'])('%s records can be pushed', (text) => {
  expect(wholeNumber(1, 1_000_000)(text)).toBe(Number(text));
});

test.each(['0', '-5', 'abc', '', ' ', '1.5', '1000001'])('"%s" is no number of records, and both languages say why', (text) => {
  expect(() => wholeNumber(1, 1_000_000)(text)).toThrow(/整数.*whole number/u);
});

test('a report can be written only into a folder that is there', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tongxiu-options-'));
  try {
    expect(reportFile(join(folder, 'r.json'))).toBe(join(folder, 'r.json'));
    expect(() => reportFile(join(folder, 'missing', 'r.json'))).toThrow(/不存在.*does not exist/u);
    expect(() => reportFile(folder)).toThrow(/文件夹.*folder/u);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
