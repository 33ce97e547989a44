import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readText, repository } from './compose-file.js';
import { requestsIn, routes } from './routes.js';

const folder = 'docs/operators';
const answered = routes();
const pages = readdirSync(new URL(folder, repository), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md'));

test('requests are read from pages and from controllers alike', () => {
  expect(requestsIn('`GET /effects?site=…&state=due` and `POST /parked/:id/replay`, not `GET /parked-cars`')).toEqual([
    'GET /effects',
    'POST /parked/*/replay',
    'GET /parked-cars',
  ]);
  expect(answered).toContain('POST /parked/*/replay');
  expect(answered).not.toContain('GET /parked-cars');
});

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

  test('asks for requests that a service answers', () => {
    expect(requestsIn(text).filter((request) => !answered.has(request))).toEqual([]);
  });

  test('names files that are there', () => {
    const named = [...text.matchAll(/\b((?:deploy|tests|docs)\/[\w./-]*\w)/gu)].map(([, path = '']) => path);
    expect(named.filter((path) => !existsSync(new URL(path, repository)))).toEqual([]);
  });
});
