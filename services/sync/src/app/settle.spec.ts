import { expect, test } from '@jest/globals';
import { siteErrorCodes } from '@tongxiu/contracts';
import { change } from '../domain/example-changes.js';
import { permanentCodes } from '../domain/read-receipts.js';
import { settledBy } from './settle.js';

const nowMs = Date.parse('2026-11-20T02:00:00.000Z');
const sent = change(1, 'a', 2);
const first = { nowMs, attempts: 0 };

test.each(siteErrorCodes)('a change rejected with %s is parked if no repetition cures it, else tried again', (code) => {
  const settled = settledBy(sent, { kind: 'rejected', code }, first);
  expect(settled).toMatchObject(permanentCodes.has(code) ? { state: 'parked', code } : { state: 'due', code, againAtMs: nowMs + 500 });
});

test.each([
  ['ours', 3, 'superseded'],
  ['nobody’s', 2, 'parked'],
  ['unknown', undefined, 'parked'],
] as const)('a site that is ahead with a version that is %s', (_case, newestVersion, state) => {
  expect(settledBy(sent, { kind: 'ahead' }, { ...first, newestVersion }).state).toBe(state);
});

test('what the site does not hold is sent again at once, and later with pauses', () => {
  expect(settledBy(sent, { kind: 'missing' }, first).againAtMs).toBe(nowMs);
  expect(settledBy(sent, { kind: 'missing' }, { nowMs, attempts: 3 }).againAtMs).toBe(nowMs + 4_000);
});

test.each([
  ['its own clock', '2026-11-20T01:59:59.123Z', '2026-11-20T01:59:59.123Z'],
  ['an offset', '2026-11-20T09:59:59+08:00', '2026-11-20T01:59:59.000Z'],
  ['nothing', undefined, '2026-11-20T02:00:00.000Z'],
  ['nonsense', 'soon', '2026-11-20T02:00:00.000Z'],
])('a site that says when it applied by %s', (_case, appliedAt, kept) => {
  expect(settledBy(sent, { kind: 'applied', receiptNo: 'R-1', appliedAt }, first).appliedAt).toBe(kept);
});
