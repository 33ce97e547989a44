import { expect, test } from '@jest/globals';
import { change } from './example-changes.js';
import { judgeHeld } from './judge-held.js';

const asked = change(1, 'a', 3);
const { recordKey } = asked;

test.each([
  ['never heard of it', { recordKey, version: 0 }, 'missing'],
  ['said nothing about it', undefined, 'missing'],
  ['holds an older version', { recordKey, version: 2, receiptNo: 'R-2' }, 'missing'],
  ['holds it', { recordKey, version: 3, receiptNo: 'R-3', appliedAt: '2026-11-22T01:00:00.000Z' }, 'applied'],
  ['holds a higher version', { recordKey, version: 4 }, 'ahead'],
  ['has accepted it', { recordKey, version: 2, pending: 3 }, 'accepted'],
  ['has accepted only an older one', { recordKey, version: 1, pending: 2 }, 'missing'],
  ['rejected it later', { recordKey, version: 2, rejected: { version: 3, code: 'ACCEPTED_BUT_LATER_REJECTED' } }, 'rejected'],
  ['rejected an older one', { recordKey, version: 2, rejected: { version: 1, code: 'ACCEPTED_BUT_LATER_REJECTED' } }, 'missing'],
] as const)('a site that %s', (_case, held, kind) => {
  expect(judgeHeld(asked, held).kind).toBe(kind);
});
