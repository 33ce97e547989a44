import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { call, reportOf, runMainJob, type DemoReport, type MainJob } from '@tongxiu/demo';
import { eventually } from '@tongxiu/testkit';
import { openPlatform, quietly, type OpenPlatform } from './open-platform.js';

let open: OpenPlatform;
let job: MainJob;
let report: DemoReport;

beforeAll(async () => {
  open = await openPlatform();
  job = await runMainJob(open.platform, 400, quietly);
  report = await reportOf(open.platform, job, 'embedded');
}, 120_000);
afterAll(() => open.close(), 60_000);

test('one application, one review: the outcome shows on the national, regional and city sites within one working day (H-004, H-005, H-038, H-046, H-086)', () => {
  expect(report.sites.map(({ tier }) => tier).sort()).toEqual(['city', 'national', 'national', 'regional']);
  for (const { expected, shown } of report.sites) expect(shown).toBe(expected);
  const { lost, doubled, outOfOrder, late, phantom } = report;
  expect({ lost, doubled, outOfOrder, late, phantom }).toEqual({ lost: 0, doubled: 0, outOfOrder: 0, late: 0, phantom: 0 });
});

test('every change is proven: applied with a receipt and read back from the public page', async () => {
  const repaired = job.cases[0];
  const token = await open.platform.token('operator');
  const address = `${open.platform.urls.sync}/records/${encodeURIComponent(repaired?.record.recordKey ?? '')}/timeline`;
  const timeline = await eventually(async () => {
    const found = await call<Timeline>('GET', address, token);
    if (found.versions.at(-1)?.sites.every(({ verifiedAt }) => verifiedAt !== null) !== true) throw new Error('not read back yet');
    return found;
  });
  expect(timeline.versions.map(({ state }) => state)).toEqual(['shown', 'withdrawn']);
  const ended = timeline.versions.at(-1);
  expect(ended?.cause).toMatchObject({ caseId: repaired?.caseId, rulebook: 'HHHT-2024' });
  expect(new Set(ended?.sites.map(({ receiptNo }) => receiptNo)).size).toBe(4);
});

test('integrators read every outcome once, in order and without gaps', async () => {
  const ended = [...job.expectations.values()].flatMap(({ steps }) => steps.filter(({ state }) => state !== 'shown'));
  const token = await open.platform.token('integrator');
  const page = await call<Outcomes>('GET', `${open.platform.urls.sync}/outcomes?after=0&limit=1000`, token);
  expect(page.outcomes.map(({ position }) => position)).toEqual(ended.map((_, index) => index + 1));
});

test('the company sees with its query code that all sites show the outcome (H-034)', async () => {
  const { queryCode } = job.cases[0] ?? { queryCode: '' };
  const progress = await eventually(async () => {
    const answer = (await (await fetch(`${open.platform.urls.intake}/progress/${queryCode}`)).json()) as { sites?: unknown[] };
    return answer.sites?.length === 4 ? answer : undefined;
  });
  expect(JSON.stringify(progress)).not.toContain(job.cases[0]?.caseId);
});

test.each(['intake', 'review', 'publicity', 'sync'] as const)(
  '%s says what it offers, and nothing else to who has no token',
  async (service) => {
    const url = open.platform.urls[service];
    const description = (await (await fetch(`${url}/openapi.json`)).json()) as {
      openapi: string;
      paths: Record<string, Record<string, unknown>>;
    };
    expect(description.openapi).toMatch(/^3\.1/u);
    const guarded = Object.entries(description.paths).flatMap(([path, operations]) =>
      Object.entries(operations).flatMap(([method, operation]) => ('security' in (operation as object) ? [[method, path] as const] : [])),
    );
    expect(guarded.length).toBeGreaterThan(0);
    for (const [method, path] of guarded) {
      const answer = await fetch(url + path.replaceAll(/\{\w+\}/gu, 'x'), { method: method.toUpperCase() });
      expect([path, answer.status]).toEqual([path, 401]);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    }
  },
);

interface Timeline {
  readonly versions: readonly {
    readonly state: string;
    readonly cause: { readonly caseId?: string; readonly rulebook?: string };
    readonly sites: readonly { readonly receiptNo: string; readonly verifiedAt: string | null }[];
  }[];
}
interface Outcomes {
  readonly outcomes: readonly { readonly position: number }[];
}
