import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sitePaths } from '@tongxiu/contracts/site';
import type { DigestsAnswer, PublicationState } from '@tongxiu/contracts';
import { changeOf, keyOf, SiteUnderTest } from '../../site-under-test.js';

let site: SiteUnderTest;

beforeEach(async () => {
  site = await SiteUnderTest.start();
});
afterEach(() => site.close());

const versions = [1, 2, 3];
const states: readonly PublicationState[] = ['shown', 'withdrawn', 'removed', 'expired'];
const grid = versions.flatMap((held) => versions.flatMap((arriving) => states.map((state) => [held, arriving, state] as const)));

test.each(grid)('version %d is held and %d arrives as %s', async (held, arriving, state) => {
  const [first] = await site.publish(changeOf('1', held));
  const [second] = await site.publish(changeOf('1', arriving, state));
  const expected = arriving > held ? 'applied' : arriving === held ? 'repeated' : 'superseded';
  expect(second).toMatchObject({ recordKey: keyOf('1'), version: arriving, result: expected });
  expect(second?.receiptNo === first?.receiptNo).toBe(arriving <= held);
  const [seen] = await site.lookup(keyOf('1'));
  expect(seen).toMatchObject({ version: Math.max(held, arriving), shown: arriving > held ? state === 'shown' : true });
});

test('a repeat is counted in the bulletin and keeps what was there, even when its content differs', async () => {
  await site.publish(changeOf('1', 1));
  const [repeat] = await site.publish(changeOf('1', 1, 'shown', { reason: '另一个事由' }));
  expect(repeat?.result).toBe('repeated');
  expect((await site.lookup(keyOf('1')))[0]?.record?.reason).toBe('经营超过保质期的食品');
  expect(await site.bulletin()).toMatchObject([{ no: 1, version: 1, arrivals: 2 }]);
});

test('a late listing never brings a removed record back', async () => {
  await site.publish(changeOf('1', 2, 'removed'));
  expect(await site.publish(changeOf('1', 1))).toMatchObject([{ result: 'superseded' }]);
  expect(await site.lookup(keyOf('1'))).toEqual([{ recordKey: keyOf('1'), shown: false, version: 2, state: 'removed' }]);
});

test('a batch is carried out in its order, several versions of one record included', async () => {
  const receipts = await site.publish(changeOf('1', 1), changeOf('2', 1), changeOf('1', 2, 'removed'), changeOf('1', 3), changeOf('1', 2));
  expect(receipts.map(({ result }) => result)).toEqual(['applied', 'applied', 'applied', 'applied', 'superseded']);
  expect((await site.bulletin()).map(({ recordKey, version }) => [recordKey, version])).toEqual([
    [keyOf('1'), 1],
    [keyOf('2'), 1],
    [keyOf('1'), 2],
    [keyOf('1'), 3],
  ]);
});

test('receipt numbers rise and name the site and the day in Asia/Shanghai', async () => {
  site.nowMs = Date.parse('2026-11-22T15:59:59.999Z');
  const [first] = await site.publish(changeOf('1', 1));
  site.nowMs += 1;
  const [second] = await site.publish(changeOf('2', 1));
  expect([first?.receiptNo, second?.receiptNo]).toEqual(['CC-20261122-0000001', 'CC-20261123-0000002']);
  expect(second?.appliedAt).toBe('2026-11-22T16:00:00.000Z');
});

test('one bad record is rejected by name and its neighbours go on', async () => {
  const receipts = await site.publish(
    changeOf('1', 1),
    changeOf('2', 1, 'shown', { reason: '长'.repeat(2001) }),
    changeOf('3', 1, 'shown', { reason: '长'.repeat(2000) }),
    { ...changeOf('4', 1), version: 0 },
    { ...changeOf('5', 1), record: undefined },
    'nonsense',
    changeOf('6', 1, 'shown', { creditCode: '91150100MAXX00015I' }),
  );
  expect(receipts.map(({ result, code }) => code ?? result)).toEqual([
    'applied',
    'FIELD_TOO_LONG',
    'applied',
    'MALFORMED',
    'MALFORMED',
    'MALFORMED',
    'MALFORMED',
  ]);
  expect(receipts[1]).toEqual({
    recordKey: keyOf('2'),
    version: 1,
    result: 'rejected',
    receiptNo: '',
    code: 'FIELD_TOO_LONG',
    message: { zh: 'record.reason 超过 2000 个字符', en: 'record.reason is longer than 2000 characters' },
  });
  expect(await site.bulletin()).toHaveLength(2);
});

test('a sender newer than the site may add fields; they are neither refused nor shown', async () => {
  const change = { ...changeOf('1', 1), colour: 'red' };
  const record = { ...change.record, legalRepresentative: '某人' };
  expect(await site.publish({ ...change, record })).toMatchObject([{ result: 'applied' }]);
  expect(JSON.stringify(await site.lookup(keyOf('1')))).not.toContain('某人');
});

test('a kind the site does not show is rejected', async () => {
  await site.close();
  site = await SiteUnderTest.start({ kinds: ['severeList'] });
  expect(await site.publish(changeOf('1', 1))).toMatchObject([{ result: 'rejected', code: 'NO_PERMISSION', receiptNo: '' }]);
});

test.each([
  ['broken JSON', '{"batchId":"b","changes":[', 400, 'MALFORMED'],
  ['no list of changes', '{"batchId":"b"}', 400, 'MALFORMED'],
  ['no batch id', '{"changes":[]}', 400, 'MALFORMED'],
  ['null', 'null', 400, 'MALFORMED'],
  ['1 001 changes', JSON.stringify({ batchId: 'b', changes: Array(1001).fill({}) }), 413, 'TOO_MANY_CHANGES'],
  ['a body of 20 MB', `"${'x'.repeat(20 * 1024 * 1024)}"`, 413, 'MALFORMED'],
])('%s is refused as a whole', async (_case, body, status, code) => {
  const answer = await site.exchange(sitePaths.publications, body);
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([status, code]);
  expect(await site.bulletin()).toEqual([]);
});

test('status tells what is held, and version 0 for the unheard-of', async () => {
  await site.publish(changeOf('1', 4, 'withdrawn'));
  expect(await site.status(keyOf('1'), keyOf('2'))).toEqual([
    {
      recordKey: keyOf('1'),
      version: 4,
      state: 'withdrawn',
      receiptNo: 'CC-20261122-0000001',
      appliedAt: '2026-11-22T02:00:00.000Z',
    },
    { recordKey: keyOf('2'), version: 0 },
  ]);
});

test('a restart keeps records, receipts and numbering', async () => {
  await site.publish(changeOf('1', 1), changeOf('2', 1));
  const before = [await site.bulletin(), await site.lookup(keyOf('1')), await site.status(keyOf('2'))];
  await site.restart();
  expect([await site.bulletin(), await site.lookup(keyOf('1')), await site.status(keyOf('2'))]).toEqual(before);
  expect(await site.publish(changeOf('1', 1), changeOf('3', 1))).toMatchObject([
    { result: 'repeated', receiptNo: 'CC-20261122-0000001' },
    { result: 'applied', receiptNo: 'CC-20261122-0000003' },
  ]);
});

test('digests sum up what is held by bucket, whatever the order it came in, and tell one version from another', async () => {
  const digests = async () => {
    const answer = (await (await site.exchange(sitePaths.digests, '{}')).json()) as DigestsAnswer;
    return answer.buckets.toSorted((one, other) => (one.bucket < other.bucket ? -1 : 1));
  };
  expect(await digests()).toEqual([]);
  const keys = ['1', '2', '3'];
  await site.publish(...keys.map((no) => changeOf(no, 1)));
  const [first, ...rest] = await digests();
  const sha = (text: string): string => createHash('sha256').update(text).digest('hex');
  const bucketOf = (no: string): string => sha(keyOf(no)).slice(0, 3);
  const expected = keys.map((no) => ({ bucket: bucketOf(no), records: 1, digest: sha(`${keyOf(no)}\n1\nshown`).slice(0, 16) }));
  expect([first, ...rest]).toEqual(expected.toSorted((one, other) => (one.bucket < other.bucket ? -1 : 1)));
  await site.publish(changeOf('2', 2, 'removed'));
  const after = await digests();
  expect(after.find(({ bucket }) => bucket === bucketOf('2'))?.digest).toBe(sha(`${keyOf('2')}\n2\nremoved`).slice(0, 16));
  expect(after.filter(({ bucket }) => bucket !== bucketOf('2'))).toEqual([first, ...rest].filter((one) => one?.bucket !== bucketOf('2')));
});
