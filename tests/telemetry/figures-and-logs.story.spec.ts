import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { platformOfStack, pushRecords, runMainJob, sampleRecords, type MainJob, type Platform, type Stages } from '@tongxiu/demo';
import { sandboxSites, startStack, type RunningStack } from '@tongxiu/stack';
import { eventually } from '@tongxiu/testkit';
import { builtInCalendar, due, localDate } from '@tongxiu/working-days';
import { setFaults } from '../stories/open-platform.js';
import { agreedFigures, readScrape, type Sample, type Scrape } from './figures.js';

const services = ['intake', 'review', 'publicity', 'sync'] as const;
const quietly: Stages = { begin: () => undefined, add: () => undefined, set: () => undefined, end: () => undefined };

let dataDir: string;
let stack: RunningStack;
let platform: Platform;
let job: MainJob;
const tokens: string[] = [];
const today = (): string => localDate(new Date().toISOString());

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tongxiu-figures-'));
  const env = Object.fromEntries(services.map((name) => [name, { LOG_LEVEL: 'debug' }]));
  stack = await startStack({ dataDir, fresh: true, ports: 'free', env, out: () => undefined });
  const whole = platformOfStack(stack);
  const token: Platform['token'] = async (role, organ) => {
    const granted = await whole.token(role, organ);
    tokens.push(granted);
    return granted;
  };
  platform = { ...whole, token };
  job = await runMainJob(platform, 300, quietly);
}, 120_000);

afterAll(async () => {
  await stack.stop();
  await rm(dataDir, { recursive: true, force: true });
}, 60_000);

async function scrape(service: (typeof services)[number]): Promise<Scrape> {
  const answer = await fetch(`${platform.urls[service]}/metrics`, {
    headers: { authorization: `Bearer ${await platform.token('operator')}` },
  });
  expect(answer.headers.get('content-type')).toContain('text/plain');
  return readScrape(await answer.text());
}

const valueOf = ({ samples }: Scrape, name: string, labels: Sample['labels'] = {}): number | undefined =>
  samples.find((one) => one.name === name && Object.entries(labels).every(([key, value]) => one.labels[key] === value))?.value;

test('figures are the operator’s', async () => {
  const url = `${platform.urls.sync}/metrics`;
  expect((await fetch(url)).status).toBe(401);
  expect((await fetch(url, { headers: { authorization: `Bearer ${await platform.token('integrator')}` } })).status).toBe(403);
});

test('every figure of the operators’ table is there, of its kind and with its labels, and no other', async () => {
  const agreed = agreedFigures(await readFile(new URL('../../docs/operators/metrics.md', import.meta.url), 'utf8'));
  const scrapes = await Promise.all(services.map(scrape));
  const types = new Map(scrapes.flatMap(({ types }) => [...types]));
  expect(Object.fromEntries(types)).toEqual(Object.fromEntries([...agreed].map(([name, { kind }]) => [name, kind])));
  for (const { name, labels } of scrapes.flatMap(({ samples }) => samples)) {
    const figure = name.replace(/_(bucket|sum|count)$/u, '');
    const { le: _bound, ...rest } = labels;
    expect([name, ...Object.keys(rest).sort()]).toEqual([name, ...(agreed.get(figure)?.labels ?? [])]);
  }
});

test('the figures are those of the job that was done', async () => {
  const versions = [...job.expectations.values()].reduce((sum, { steps }) => sum + steps.length, 0);
  const sync = await eventually(async () => {
    const found = await scrape('sync');
    expect(valueOf(found, 'tongxiu_effects_total', { site: 'credit-hohhot', state: 'verified' })).toBeGreaterThanOrEqual(
      job.expectations.size,
    );
    return found;
  });
  for (const { id: site } of sandboxSites) {
    const reached = (state: string): number => valueOf(sync, 'tongxiu_effects_total', { site, state }) ?? Number.NaN;
    expect(reached('applied') + reached('superseded')).toBe(versions);
    expect(valueOf(sync, 'tongxiu_lane_open', { site })).toBe(0);
    expect(valueOf(sync, 'tongxiu_lane_due_seconds', { site })).toBeUndefined();
    expect(valueOf(sync, 'tongxiu_lane_breaker', { site })).toBe(0);
    expect(valueOf(sync, 'tongxiu_breaches_total', { site })).toBe(0);
  }
  const review = await scrape('review');
  expect(valueOf(review, 'tongxiu_deadlines', { what: 'decide', status: 'missed' })).toBe(0);
  expect(valueOf(review, 'tongxiu_reaction_lag', { reaction: 'review.open-cases' })).toBe(0);
  expect(valueOf(review, 'tongxiu_http_requests_total', { route: '/reviews/decisions', method: 'POST', status: '200' })).toBeGreaterThan(0);
  for (const service of services) {
    const found = await scrape(service);
    expect(valueOf(found, 'tongxiu_outbox_waiting')).toBe(0);
    expect(found.samples.filter(({ name }) => name === 'tongxiu_parked').every(({ value }) => value === 0)).toBe(true);
  }
});

test('a site that is down shows in its lane, and only there', async () => {
  const down = 'credit-hohhot';
  const records = sampleRecords(20, today(), platform.organs, 50_000);
  await setFaults(stack, down, { down: true });
  await pushRecords(
    platform,
    records,
    ({ row }) => row,
    () => undefined,
  );
  const behind = await eventually(
    async () => {
      const found = await scrape('sync');
      expect(valueOf(found, 'tongxiu_lane_open', { site: down })).toBe(records.length);
      expect(valueOf(found, 'tongxiu_lane_breaker', { site: down })).toBeGreaterThan(0);
      for (const { id: site } of sandboxSites.filter(({ id }) => id !== down))
        expect(valueOf(found, 'tongxiu_lane_open', { site })).toBe(0);
      return found;
    },
    { timeoutMs: 20_000, intervalMs: 100 },
  );
  expect(valueOf(behind, 'tongxiu_lane_oldest_seconds', { site: down })).toBeGreaterThan(0);
  const dueSeconds = valueOf(behind, 'tongxiu_lane_due_seconds', { site: down });
  // No due time is known, and so none is told, where the calendar that ships lacks the year of the next working day.
  if (due(builtInCalendar, today(), 1).provisional) expect(dueSeconds).toBeUndefined();
  else expect(dueSeconds).toBeGreaterThan(3_600);
  await setFaults(stack, down, {});
  await eventually(
    async () => {
      const found = await scrape('sync');
      expect(valueOf(found, 'tongxiu_lane_open', { site: down })).toBe(0);
      expect(valueOf(found, 'tongxiu_lane_breaker', { site: down })).toBe(0);
      expect(valueOf(found, 'tongxiu_lane_due_seconds', { site: down })).toBeUndefined();
      return true;
    },
    { timeoutMs: 30_000, intervalMs: 200 },
  );
}, 60_000);

test('no label holds what only one record, company or case has', async () => {
  const [first] = job.cases;
  await fetch(`${platform.urls.publicity}/records/${encodeURIComponent(first?.record.recordKey ?? '')}`);
  await fetch(`${platform.urls.intake}/progress/${first?.queryCode}`);
  await fetch(`${platform.urls.intake}/nothing/of/the/kind/${first?.queryCode}`);
  const scrapes = await Promise.all(services.map(scrape));
  const labels = [...new Set(scrapes.flatMap(({ samples }) => samples.flatMap((sample) => Object.values(sample.labels))))];
  expect(labels).toContain('/progress/:queryCode');
  expect(labels).toContain('unmatched');
  expect(secretsOf(job).filter((secret) => labels.some((label) => label.includes(secret)))).toEqual([]);
});

test('no log holds a company, a credit code, a query code or a token, not even of requests that fail', async () => {
  const [first] = job.cases;
  const { company } = first!.record;
  const operator = await platform.token('operator');
  const asked = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(path, { ...init, headers: { authorization: `Bearer ${operator}`, 'content-type': 'application/json', ...init.headers } });
  await asked(
    `${platform.urls.publicity}/records?name=${encodeURIComponent(company.name)}&creditCode=${company.creditCode}&limit=nonsense`,
  );
  await asked(`${platform.urls.intake}/applications`, { method: 'POST', body: `{"creditCode":"${company.creditCode}",` });
  await asked(`${platform.urls.intake}/progress/${first!.queryCode}x`);
  await asked(`${platform.urls.review}/reviews/${company.creditCode}`);
  await asked(`${platform.urls.sync}/records/${encodeURIComponent('\u0000')}/timeline`);

  const folder = join(dataDir, 'logs');
  // A line is written after the answer.
  const { lines, structured } = await eventually(async () => {
    const lines = (await Promise.all(services.map((name) => readFile(join(folder, `${name}.log`), 'utf8')))).join('').split('\n');
    const structured = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as LogLine);
    expect(
      structured.filter(({ msg, status }) => msg === 'answered' && status !== undefined && status >= 400).map(({ route }) => route),
    ).toEqual(expect.arrayContaining(['/records', '/applications', '/reviews/:caseId', '/records/:recordKey/timeline']));
    return { lines, structured };
  });
  expect(structured.every(({ level, service }) => level !== '' && service !== '')).toBe(true);
  const secrets = [...secretsOf(job), ...tokens.map((token) => token.split('.')[2] ?? token)];
  expect(lines.filter((line) => secrets.some((secret) => line.includes(secret)))).toEqual([]);
});

interface LogLine {
  readonly level: string;
  readonly service: string;
  readonly msg: string;
  readonly route?: string;
  readonly status?: number;
}

const secretsOf = ({ cases }: MainJob): string[] =>
  cases.flatMap(({ queryCode, record: { company } }) => [queryCode, company.name, company.creditCode]).filter((secret) => secret !== '');
