import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { PublicationState } from '@tongxiu/contracts';
import { builtInCalendar } from '@tongxiu/working-days';
import { reportOf, type DemoReport } from './report.js';
import { baselineOf } from './sites/read-site.js';
import type { MainJob } from './steps/main-job.js';
import type { Platform } from './steps/platform.js';

interface Entry {
  readonly no: number;
  readonly recordKey: string;
  readonly version: number;
  readonly state: PublicationState;
  readonly receiptNo: string;
  readonly appliedAtMs: number;
  readonly arrivals: number;
}

/** One server plays `sync` and a site that tells the public whatever these say. */
let server: Server;
let platform: Platform;
let calendar: object;
let bulletin: Entry[];
let shown: Record<string, number>;

const answerTo = (path: string, query: URLSearchParams): object => {
  if (path.endsWith('/figures')) return { sites: [] };
  if (path.endsWith('/calendars/current')) return calendar;
  if (path.endsWith('/summary')) return { tier: 'city', shown: Object.keys(shown).length, changes: bulletin.length };
  if (path.endsWith('/records')) return { records: Object.entries(shown).map(([recordKey, version]) => ({ recordKey, version })) };
  return { entries: bulletin.filter(({ no }) => no > Number(query.get('after'))) };
};

beforeEach(async () => {
  calendar = builtInCalendar;
  bulletin = [];
  shown = {};
  server = createServer(({ url, headers }, response) => {
    const { pathname, searchParams } = new URL(url ?? '/', 'http://site');
    const closed = pathname.includes('/sync/') && headers.authorization !== 'Bearer operator';
    response.writeHead(closed ? 401 : 200).end(JSON.stringify(answerTo(pathname, searchParams)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  platform = { urls: { sync: `${url}/sync`, sites: { city: url } }, token: (role: string) => Promise.resolve(role) } as unknown as Platform;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function publish(recordKey: string, version: number, state: PublicationState, appliedAt = '2026-02-13T10:00:01+08:00'): void {
  const no = bulletin.length + 1;
  bulletin.push({ no, recordKey, version, state, receiptNo: `R${no}`, appliedAtMs: Date.parse(appliedAt), arrivals: 1 });
  if (state === 'shown') shown[recordKey] = version;
  else delete shown[recordKey];
}

/** A run in which one record was pushed at that time; `during` is what the site did meanwhile. */
async function run(during: () => void, acknowledgedAt = '2026-02-13T10:00:00+08:00'): Promise<DemoReport> {
  const before = new Map([['city', await baselineOf(platform.urls.sites['city'] ?? '')]]);
  during();
  const expectations = new Map([['new', { recordKey: 'new', steps: [{ state: 'shown' as const, acknowledgedAt }] }]]);
  const job: MainJob = { expectations, approvals: [], cases: [], seconds: 1, stalled: [], before, verifiedBefore: new Map() };
  return reportOf(platform, job, 'embedded');
}

test('lateness is judged by the calendar the platform counts by, so that a year loaded by an operator counts', async () => {
  const late = (): void => publish('new', 1, 'shown', '2027-01-05T00:00:00+08:00');
  expect(await run(late, '2026-12-31T10:00:00+08:00')).toMatchObject({ late: 0, provisional: 1, missingYears: [2027] });
  [bulletin, shown] = [[], {}];
  calendar = { edition: 'CN-2027', years: { ...builtInCalendar.years, '2027': { holidays: ['2027-01-01'], makeUpDays: [] } } };
  expect(await run(late, '2026-12-31T10:00:00+08:00')).toMatchObject({ late: 1, provisional: 0, missingYears: [] });
});

test('what a site showed before the run and still shows is no finding', async () => {
  publish('old', 1, 'shown');
  const report = await run(() => publish('new', 1, 'shown'));
  expect(report).toMatchObject({ lost: 0, phantom: 0, sites: [{ expected: 1, shown: 1, applied: 1 }] });
});

test.each([
  ['vanishes', (): void => void delete shown['old'], { lost: 1, phantom: 0, findings: { lost: ['city: old'] } }],
  ['turns into another version', (): void => void (shown['old'] = 2), { lost: 0, phantom: 1, findings: { phantom: ['city: old'] } }],
  ['that had ended reappears', (): void => void (shown['ended'] = 1), { lost: 0, phantom: 1, findings: { phantom: ['city: ended'] } }],
] as const)('a record of an earlier run that %s without a word in the bulletin is found', async (_case, lie, found) => {
  publish('old', 1, 'shown');
  publish('ended', 1, 'shown');
  publish('ended', 2, 'withdrawn');
  const report = await run(() => {
    publish('new', 1, 'shown');
    lie();
  });
  expect(report).toMatchObject({ ...found, sites: [{ expected: 1, shown: expect.any(Number), applied: 1 }] });
});
