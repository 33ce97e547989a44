import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readSummary, sampleRecords } from '@tongxiu/demo';
import { eventually } from '@tongxiu/testkit';
import { localDate } from '@tongxiu/working-days';
import { judgePlatform, nothingWrong } from './judge-platform.js';
import { openPlatform, setFaults, type OpenPlatform } from './open-platform.js';
import { pushPersistently, type Asked } from './persistent-clients.js';
import { storySeed } from './seed.js';

let open: OpenPlatform;
const asked: Asked = new Map();

beforeAll(async () => {
  open = await openPlatform();
}, 60_000);
afterAll(() => open.close(), 60_000);

test('a site that is down for the whole push does not slow the others, catches up when it is back, and doubles nothing (I6, I9)', async () => {
  const records = sampleRecords(500, localDate(new Date().toISOString()), open.platform.organs);
  const down = 'credit-hohhot';
  await setFaults(open.stack, down, { down: true });
  await pushPersistently(open.platform, records, ({ row }) => row, 'shown', asked);
  for (const [site, url] of Object.entries(open.platform.urls.sites)) {
    if (site !== down) await eventually(async () => (await readSummary(url)).shown === records.length, { timeoutMs: 15_000 });
  }
  await setFaults(open.stack, down, {});
  expect((await readSummary(open.stack.urlOf(down))).shown).toBeLessThan(records.length);
  expect(await judgePlatform(open.platform, asked)).toEqual(nothingWrong);
}, 120_000);

test.each([
  ['answers lost after the change was made', { dropAnswerRate: 0.3, seed: 1 }],
  ['failures', { failRate: 0.3, seed: 2 }],
  ['wrong receipts', { wrongReceiptRate: 0.3, seed: 3 }],
  ['requests worked twice', { duplicateRate: 0.5, seed: 4 }],
  ['working keys that expire', { expireKeys: true, seed: 5 }],
  ['changes accepted now and made later', { acceptLaterMs: 300, seed: 6 }],
  ['a naive site that loses answers', { unguarded: true, dropAnswerRate: 0.3, seed: 7 }],
] as const)(
  `a site with %s still ends right: nothing lost, doubled or out of order (seed ${storySeed})`,
  async (_fault, faults) => {
    const site = 'publicity-system';
    await setFaults(open.stack, site, { ...faults, seed: storySeed + faults.seed });
    const records = sampleRecords(60, localDate(new Date().toISOString()), open.platform.organs, 20_000 + 1_000 * faults.seed);
    await pushPersistently(open.platform, records, ({ row }) => row, 'shown', asked);
    expect(await judgePlatform(open.platform, asked)).toEqual(nothingWrong);
    await setFaults(open.stack, site, {});
  },
  120_000,
);
