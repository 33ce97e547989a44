import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sitePaths } from '@tongxiu/contracts/site';
import type { Receipt } from '@tongxiu/contracts';
import { adminToken, changeOf, keyOf, SiteUnderTest } from '../../site-under-test.js';
import { FaultSwitches } from './fault-switches.js';
import { noFaults } from './fault-settings.js';
import { garblings } from './wrong-receipts.js';

let site: SiteUnderTest;

beforeEach(async () => {
  site = await SiteUnderTest.start();
});
afterEach(() => site.close());

const publish = (version = 1): Promise<Response> =>
  site.exchange(sitePaths.publications, { batchId: 'b', changes: [changeOf('1', version)] });
const applied = async (): Promise<number> => (await site.bulletin()).length;

test('slow: done at once, answered later', async () => {
  await publish();
  site.setFaults({ slowMs: 150 });
  const began = performance.now();
  const answer = publish(2);
  expect((await answer).status).toBe(200);
  expect(performance.now() - began).toBeGreaterThanOrEqual(140);
});

test('failNext: so many publications fail and nothing is done; then it works', async () => {
  site.setFaults({ failNext: 2 });
  expect([(await publish()).status, (await publish()).status]).toEqual([500, 500]);
  expect(await applied()).toBe(0);
  expect((await publish()).status).toBe(200);
});

test('failRate: every request of the exchange fails at rate 1', async () => {
  await site.freshKey();
  site.setFaults({ failRate: 1 });
  expect((await site.workingKey()).status).toBe(500);
  site.setFaults({});
  expect((await publish()).status).toBe(200);
});

test('dropAnswer: carried out, and the connection closed without an answer', async () => {
  await publish();
  site.setFaults({ dropAnswerRate: 1 });
  await expect(publish(2)).rejects.toThrow();
  site.setFaults({});
  expect(await site.status(keyOf('1'))).toMatchObject([{ version: 2 }]);
});

test('wrongReceipt: carried out, and answered with receipts that fit nothing', async () => {
  site.setFaults({ wrongReceiptRate: 1 });
  const receipts = await site.publish(changeOf('1', 1), changeOf('2', 1));
  const believable =
    receipts.length === 2 &&
    receipts.every(({ recordKey, version, receiptNo }, at) => recordKey === keyOf(String(at + 1)) && version === 1 && receiptNo !== '');
  expect(believable).toBe(false);
  expect(await applied()).toBe(2);
});

test.each(garblings.map((garble, at) => [at, garble] as const))('way %d of garbling leaves no believable answer', (_at, garble) => {
  const receipts: Receipt[] = [1, 2].map((version) => ({ recordKey: `k${version}`, version, result: 'applied', receiptNo: `n${version}` }));
  expect(garble(receipts)).not.toEqual(receipts);
});

test('acceptLater: accepted with a number, pending in the status, carried out when its time has come', async () => {
  site.setFaults({ acceptLaterMs: 5_000 });
  const [receipt] = await site.publish(changeOf('1', 1));
  expect(receipt).toEqual({ recordKey: keyOf('1'), version: 1, result: 'accepted', receiptNo: 'CC-A-20261122-0000001' });
  expect(await site.publish(changeOf('1', 1))).toEqual([receipt]);
  expect(await site.status(keyOf('1'))).toEqual([{ recordKey: keyOf('1'), version: 0, pending: 1 }]);
  await site.restart();
  site.nowMs += 5_000;
  expect(await site.status(keyOf('1'))).toMatchObject([
    { version: 1, receiptNo: 'CC-20261122-0000001', appliedAt: '2026-11-22T02:00:05.000Z' },
  ]);
});

test('what is accepted for later is superseded by what is applied meanwhile', async () => {
  site.setFaults({ acceptLaterMs: 5_000 });
  await site.publish(changeOf('1', 1));
  site.setFaults({});
  await site.publish(changeOf('1', 2, 'removed'));
  site.nowMs += 5_000;
  expect(await site.lookup(keyOf('1'))).toMatchObject([{ shown: false, version: 2 }]);
  expect(await applied()).toBe(1);
});

test.each([
  ['by key', { keys: [keyOf('1')] }],
  ['by pattern', { pattern: ':1$' }],
])('acceptThenReject %s: accepted, and rejected when asked later', async (_how, chosen) => {
  site.setFaults({ acceptThenReject: { ...chosen, afterMs: 1_000 } });
  expect((await site.publish(changeOf('1', 1), changeOf('2', 1))).map(({ result }) => result)).toEqual(['accepted', 'applied']);
  site.nowMs += 1_000;
  const rejected = { version: 1, code: 'ACCEPTED_BUT_LATER_REJECTED' };
  expect(await site.status(keyOf('1'))).toEqual([{ recordKey: keyOf('1'), version: 0, rejected }]);
  site.setFaults({});
  await site.publish(changeOf('1', 1));
  expect(await site.status(keyOf('1'))).toMatchObject([{ version: 1, state: 'shown' }]);
  expect((await site.status(keyOf('1')))[0]?.rejected).toBeUndefined();
});

test('duplicate: processed twice, and because versions are compared it is one effect', async () => {
  site.setFaults({ duplicateRate: 1 });
  expect(await site.publish(changeOf('1', 1))).toMatchObject([{ result: 'repeated', receiptNo: 'CC-20261122-0000001' }]);
  expect(await site.bulletin()).toMatchObject([{ version: 1, arrivals: 2 }]);
});

test('unguarded: the naive site doubles, and ends on whatever came last', async () => {
  site.setFaults({ unguarded: true });
  await site.publish(changeOf('1', 2, 'removed'), changeOf('1', 1), changeOf('1', 1));
  expect((await site.bulletin()).map(({ version, arrivals }) => [version, arrivals])).toEqual([
    [2, 1],
    [1, 1],
    [1, 1],
  ]);
  expect(await site.lookup(keyOf('1'))).toMatchObject([{ shown: true, version: 1 }]);
});

test('maintenance: 503 with Retry-After everywhere, in words a person can read on the page', async () => {
  site.setFaults({ maintenance: 30 });
  for (const path of ['/', '/api/public/summary', '/health']) {
    const answer = await site.ask(path);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '30']);
  }
  expect(await (await site.ask('/')).text()).toContain('网站维护中');
});

test('down: every connection is closed, and only the sandbox door still answers', async () => {
  await publish();
  site.setFaults({ down: true });
  await expect(publish(2)).rejects.toThrow();
  await expect(site.ask('/health')).rejects.toThrow();
  const door = await site.ask('/sandbox/faults', { method: 'DELETE', headers: { 'x-sandbox-admin': adminToken } });
  expect(door.status).toBe(200);
  expect((await publish(2)).status).toBe(200);
});

test('expireKeys: every working key ends now, and a new one works', async () => {
  await publish();
  site.setFaults({ expireKeys: true });
  expect((await publish(2)).status).toBe(401);
  expect((await site.workingKey()).status).toBe(200);
});

test('staleRead: the exchange knows at once, the public a while later', async () => {
  await site.publish(changeOf('1', 1));
  site.setFaults({ staleReadMs: 1_000 });
  await site.publish(changeOf('1', 2, 'withdrawn'));
  expect(await site.status(keyOf('1'))).toMatchObject([{ version: 2 }]);
  site.nowMs += 999;
  expect(await site.lookup(keyOf('1'))).toMatchObject([{ version: 1, shown: true }]);
  site.nowMs += 1;
  expect(await site.lookup(keyOf('1'))).toMatchObject([{ version: 2, shown: false }]);
  await site.publish(changeOf('1', 3));
  site.setFaults({});
  expect(await site.lookup(keyOf('1'))).toMatchObject([{ version: 3, shown: true }]);
});

test('seed: the same seed draws the same faults', () => {
  const drawn = (seed: number): boolean[] => {
    const switches = new FaultSwitches();
    switches.set({ ...noFaults, seed });
    return Array.from({ length: 200 }, () => switches.chance(0.3));
  };
  expect(drawn(7)).toEqual(drawn(7));
  expect(drawn(7)).not.toEqual(drawn(8));
  expect(drawn(7).filter(Boolean).length).toBeGreaterThan(40);
  expect(drawn(7).filter(Boolean).length).toBeLessThan(80);
});
