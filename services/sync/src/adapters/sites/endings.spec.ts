import { expect, test } from '@jest/globals';
import { certainlyNotSent, retryAfterMsOf } from './endings.js';

const failure = (code: string): Error => Object.assign(new Error(code), { code });

test.each([
  ['a refused connection', failure('ECONNREFUSED'), true],
  ['a connection that took too long', failure('UND_ERR_CONNECT_TIMEOUT'), true],
  ['several refused addresses', new AggregateError([failure('ECONNREFUSED'), failure('ENETUNREACH')]), true],
  ['an answer that took too long', failure('UND_ERR_HEADERS_TIMEOUT'), false],
  ['a connection that broke', failure('ECONNRESET'), false],
  ['a socket that was closed', failure('UND_ERR_SOCKET'), false],
  ['some refused addresses and one that broke', new AggregateError([failure('ECONNREFUSED'), failure('ECONNRESET')]), false],
  ['anything else', 'odd', false],
])('%s: certainly not sent or not', (_case, cause, notSent) => {
  expect(certainlyNotSent(cause)).toBe(notSent);
});

test.each([
  ['7', 7_000],
  ['0', 0],
  ['Fri, 20 Nov 2026 02:00:30 GMT', 30_000],
  ['Fri, 20 Nov 2026 01:00:00 GMT', 0],
  ['later', undefined],
  ['', undefined],
  [undefined, undefined],
])('Retry-After %s', (header, ms) => {
  expect(retryAfterMsOf(header, Date.parse('2026-11-20T02:00:00Z'))).toBe(ms);
});
