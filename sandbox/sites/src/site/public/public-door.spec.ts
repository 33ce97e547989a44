import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sitePaths } from '@tongxiu/contracts/site';
import type { BulletinPage, PublicRecords, PublicSummary } from '@tongxiu/contracts';
import { changeOf, keyOf, sample, SiteUnderTest } from '../../site-under-test.js';

let site: SiteUnderTest;

beforeEach(async () => {
  site = await SiteUnderTest.start();
});
afterEach(() => site.close());

const read = async <Body>(path: string): Promise<Body> => (await (await site.ask(path)).json()) as Body;
const numbers = ({ records }: PublicRecords): readonly (string | undefined)[] => records.map(({ record }) => record?.documentNo);

test('a lookup shows the content of what is shown, and proves the absence of the rest', async () => {
  await site.publish(changeOf('1', 1), changeOf('2', 1), changeOf('2', 2, 'withdrawn'));
  expect(await site.lookup(keyOf('1'), keyOf('2'), keyOf('3'))).toEqual([
    { recordKey: keyOf('1'), shown: true, version: 1, state: 'shown', record: { ...sample, documentNo: '1' } },
    { recordKey: keyOf('2'), shown: false, version: 2, state: 'withdrawn' },
    { recordKey: keyOf('3'), shown: false, version: 0 },
  ]);
});

test('a lookup takes at most a thousand keys, and only strings', async () => {
  const lookup = async (recordKeys: unknown[]): Promise<number> =>
    (await site.ask(sitePaths.publicLookup, { method: 'POST', body: JSON.stringify({ recordKeys }) })).status;
  expect([await lookup(Array(1_000).fill('k')), await lookup(Array(1_001).fill('k')), await lookup([1])]).toEqual([200, 413, 400]);
});

test('content no longer shown is no longer stored', async () => {
  await site.publish(changeOf('1', 1, 'shown', { subjectName: '独一无二样例公司' }));
  await site.publish(changeOf('1', 2, 'expired'));
  expect(JSON.stringify(await read(`${sitePaths.publicRecords}?name=${encodeURIComponent('独一无二')}`))).toBe('{"records":[]}');
  await site.restart();
  expect(readFileSync(site.file).includes(Buffer.from('独一无二样例公司'))).toBe(false);
});

test('records are found by part of the name, folded, or by the credit code', async () => {
  await site.publish(
    changeOf('1', 1, 'shown', { subjectName: '样例（集团）ＡＢＣ公司' }),
    changeOf('2', 1, 'shown', { subjectName: '样例百分%公司' }),
    { ...changeOf('3', 1, 'shown', { creditCode: '91150105MAXX000239' }), creditCode: '91150105MAXX000239' },
  );
  const byName = (name: string): Promise<PublicRecords> => read(`${sitePaths.publicRecords}?name=${encodeURIComponent(name)}`);
  expect(numbers(await byName('(集团)abc'))).toEqual(['1']);
  expect(numbers(await byName('%'))).toEqual(['2']);
  expect(numbers(await byName("' or 1=1"))).toEqual([]);
  expect(numbers(await read(`${sitePaths.publicRecords}?creditCode=91150105maxx000239`))).toEqual(['3']);
});

test('records come in key order, page by page, until there is no next', async () => {
  await site.publish(...['5', '3', '1', '4', '2'].map((no) => changeOf(no, 1)));
  const first = await read<PublicRecords>(`${sitePaths.publicRecords}?limit=2`);
  const second = await read<PublicRecords>(`${sitePaths.publicRecords}?limit=2&after=${encodeURIComponent(first.next ?? '')}`);
  const third = await read<PublicRecords>(`${sitePaths.publicRecords}?limit=2&after=${encodeURIComponent(second.next ?? '')}`);
  expect([first, second, third].map(numbers)).toEqual([['1', '2'], ['3', '4'], ['5']]);
  expect(third.next).toBeUndefined();
});

test('the summary counts what is shown by kind, and every change', async () => {
  await site.publish(changeOf('1', 1), changeOf('2', 1), changeOf('2', 1), changeOf('1', 2, 'removed'), changeOf('1', 1));
  expect(await read<PublicSummary>(sitePaths.publicSummary)).toEqual({
    site: 'credit-china',
    name: { zh: '信用中国', en: 'Credit China' },
    tier: 'national',
    shown: 1,
    shownByKind: { penalty: 1, abnormalOperation: 0, individualAbnormal: 0, severeList: 0 },
    changes: 3,
  });
});

test('the bulletin is read to its end by following next', async () => {
  await site.publish(...Array.from({ length: 5 }, (_, at) => changeOf(String(at), 1)));
  const first = await read<BulletinPage>(`${sitePaths.publicBulletin}?limit=3`);
  const rest = await read<BulletinPage>(`${sitePaths.publicBulletin}?limit=3&after=${first.next}`);
  expect([...first.entries, ...rest.entries].map(({ no }) => no)).toEqual([1, 2, 3, 4, 5]);
  expect(rest.next).toBeUndefined();
  expect(first.entries[0]).toEqual({
    no: 1,
    recordKey: keyOf('0'),
    version: 1,
    state: 'shown',
    receiptNo: 'CC-20261122-0000001',
    appliedAtMs: site.nowMs,
    arrivals: 1,
  });
});

test.each(['?limit=0', '?limit=10001', '?after=-1', '?after=x'])('a bulletin asked for with %s is refused', async (query) => {
  expect((await site.ask(sitePaths.publicBulletin + query)).status).toBe(400);
});

test.each([
  ['GET', sitePaths.publicLookup, 405],
  ['DELETE', sitePaths.publicRecords, 405],
  ['GET', '/api/public/nothing', 404],
  ['GET', '//', 200],
  ['HEAD', sitePaths.publicSummary, 200],
  ['GET', '/health', 200],
])('%s %s answers %d', async (method, path, status) => {
  expect((await site.ask(path, { method })).status).toBe(status);
});
