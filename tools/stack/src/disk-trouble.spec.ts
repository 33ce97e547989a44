import { writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { sayDiskTrouble } from './disk-trouble.js';

const onLinux = process.platform === 'linux' ? test : test.skip;

onLinux('a full disk is named in both languages, with the folder and the way out', () => {
  let failure: unknown;
  try {
    writeFileSync('/dev/full', 'x');
  } catch (error) {
    failure = error;
  }
  const said = String(sayDiskTrouble(failure, '/data'));
  for (const part of ['磁盘已满，无法在 /data 写入', 'The disk is full: /data cannot be written to', '--data', 'ENOSPC']) {
    expect(said).toContain(part);
  }
});

test.each([
  ['initdb failed:\ncould not write: No space left on device', 'The disk is full'],
  ["EROFS: read-only file system, mkdir '/data'", 'The disk is read-only'],
])('%s', (message, sentence) => {
  expect(String(sayDiskTrouble(new Error(message), '/data'))).toContain(sentence);
});

test('any other failure stays as it is', () => {
  const failure = new Error('review was not ready within 60 s');
  expect(sayDiskTrouble(failure, '/data')).toBe(failure);
});
