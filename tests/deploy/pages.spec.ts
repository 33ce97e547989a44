import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readText, repository } from './compose-file.js';

const folder = 'docs/operators';
const pages = readdirSync(new URL(folder, repository), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md'));

describe.each(pages)('the page %s', (page) => {
  const text = readText(`${folder}/${page}`);
  const here = new URL(`${folder}/${page}`, repository);

  test('begins with a sentence in Chinese', () => {
    expect(text.split('\n')[2]).toMatch(/^> .*[\u4e00-\u9fff]/u);
  });

  test('leads to pages that are there', () => {
    const links = [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/gu)].map(([, link = '']) => link);
    expect(links.filter((link) => !existsSync(new URL(link, here)))).toEqual([]);
  });

  test('names files that are there', () => {
    const named = [...text.matchAll(/\b((?:deploy|tests|docs)\/[\w./-]*\w)/gu)].map(([, path = '']) => path);
    expect(named.filter((path) => !existsSync(new URL(path, repository)))).toEqual([]);
  });
});
