import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { removalRow, reportOf, runMainJob, sampleRecords, type SampleRecord } from '@tongxiu/demo';
import { localDate } from '@tongxiu/working-days';
import { judgePlatform, nothingWrong } from '../stories/judge-platform.js';
import { openPlatform, quietly, type OpenPlatform } from '../stories/open-platform.js';
import { pushPersistently, type Asked } from '../stories/persistent-clients.js';
import { expandSchema, expansionOf } from './expand-schema.js';

const services = ['intake', 'review', 'publicity', 'sync'] as const;
const today = localDate(new Date().toISOString());
const asked: Asked = new Map();

let open: OpenPlatform;
let records: SampleRecord[];

beforeAll(async () => {
  open = await openPlatform();
  records = sampleRecords(120, today, open.platform.organs);
}, 60_000);
afterAll(() => open.close(), 60_000);

/** The migration Job of the next release runs first; for a while its schema serves instances of this release. */
test('this release goes on working while its schema is expanded under it, and starts again against it', async () => {
  const { stack, platform } = open;
  const push = pushPersistently(platform, records, ({ row }) => row, 'shown', asked);
  const widened = await Promise.all(services.map((name) => expandSchema(stack.databases[name])));
  await push;
  for (const name of services) await stack.restart(name);
  const lists = records.filter(({ kind }) => kind !== 'penalty').slice(0, 20);
  await pushPersistently(platform, lists, removalRow('已履行义务', today), 'removed', asked);
  expect(await judgePlatform(platform, asked)).toEqual(nothingWrong);
  const left = await Promise.all(services.map((name) => expansionOf(stack.databases[name])));
  expect(left).toEqual(widened.map((tables) => ({ tables, written: 0, noted: 1 })));
}, 120_000);

test('the whole job, from push to approval, runs against the expanded schema', async () => {
  const job = await runMainJob(open.platform, 200, quietly);
  const { lost, doubled, outOfOrder, late, phantom } = await reportOf(open.platform, job, 'embedded');
  expect({ lost, doubled, outOfOrder, late, phantom }).toEqual({ lost: 0, doubled: 0, outOfOrder: 0, late: 0, phantom: 0 });
}, 120_000);
