import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { PublicationChangedV1 } from '@tongxiu/contracts';
import { randomUUID } from 'node:crypto';
import { SettleConflict } from '../src/app/settle-conflict.js';
import { listed, recognised, record, recordKey, removed } from '../src/domain/example-happenings.js';
import type { Listed, Recognised, Removed } from '../src/domain/happening.js';
import { openPublications, type OpenPublications } from './open-publications.js';

const now = '2026-11-22T01:00:00.000Z';
let open: OpenPublications;
let settle: SettleConflict;

beforeAll(async () => {
  open = await openPublications();
  const { transactions, publications, conflicts, announce } = open;
  settle = new SettleConflict(transactions, publications, conflicts, announce, randomUUID);
}, 60_000);
afterAll(() => open.close());
beforeEach(() => open.empty());

const follow = (...entries: (Listed | Removed | Recognised)[]) => open.transactions.run((tx) => open.follow.run(entries, now, tx));
const story = () => open.told.map(({ sequence, data }) => `${sequence} ${(data as PublicationChangedV1).state}`);
const parked = async (openOnly = true) => open.conflicts.page({ open: openOnly, limit: 10 });
const settled = (keep: 'ours' | 'theirs', conflictId: string, version?: number) =>
  settle.run({ conflictId, keep, reason: '已与对方核对', by: 'operator-1', version }, now);

test('an outcome of another site ends the display, and its origin stays known (H-044, H-045)', async () => {
  await follow(listed(1));
  await follow(recognised(1));
  expect(story()).toEqual(['1 shown', '2 withdrawn']);
  expect((open.told[1]?.data as PublicationChangedV1).cause).toMatchObject({ site: 'publicity-system' });
  expect(await parked()).toEqual([]);
});

test('a contradiction is parked with both sides, and settled for theirs (H-044)', async () => {
  await follow(listed(1));
  await follow(removed(2));
  await follow(recognised(1));
  const [conflict] = await parked();
  expect(conflict).toMatchObject({
    recordKey,
    reasons: ['endedAnotherWay'],
    ours: { version: 2, state: 'removed', versionWhenParked: 2, cause: { organName: record.organName } },
    theirs: { site: 'publicity-system', reference: recognised(1).reference, state: 'withdrawn', decidedAt: recognised(1).decidedAt },
    resolution: null,
  });
  expect(await settled('theirs', conflict?.conflictId ?? '', 1)).toEqual({ kind: 'movedOn', version: 2 });
  expect(await settled('theirs', conflict?.conflictId ?? '', 2)).toEqual({ kind: 'settled', recordKey, version: 3, state: 'withdrawn' });
  expect(story()).toEqual(['1 shown', '2 removed', '3 withdrawn']);
  expect(await settled('ours', conflict?.conflictId ?? '')).toEqual({ kind: 'settledBefore' });
  expect(await parked()).toEqual([]);
  expect(await parked(false)).toMatchObject([
    { resolution: { kept: 'theirs', reason: '已与对方核对', resolvedBy: 'operator-1', resolvedAt: now } },
  ]);
});

test('settled for ours, nothing moves (H-044)', async () => {
  await follow(listed(1), removed(2), recognised(1));
  const [conflict] = await parked();
  expect(await settled('ours', conflict?.conflictId ?? '')).toMatchObject({ kind: 'settled', version: 2, state: 'removed' });
  expect(story()).toEqual(['1 shown', '2 removed']);
});

test('an unknown conflict is not found', async () => {
  expect(await settled('ours', randomUUID())).toEqual({ kind: 'unknown' });
});
