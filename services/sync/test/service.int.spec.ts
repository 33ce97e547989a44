import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { PublicationChangedV1 } from '@tongxiu/contracts';
import { openService, type OpenService } from '@tongxiu/hosting';
import { createBus, Keyring, parseSigningKeys, type Bus } from '@tongxiu/messaging';
import { busKeysEnv, eventually, TestIssuer, testPostgres, year2027, type TestPostgres, type TokenWish } from '@tongxiu/testkit';
import { sync } from '../src/index.js';
import { FakeSite } from './fake-site.js';
import { friday, keyOf, publication } from './sync-under-test.js';

jest.setTimeout(60_000);

const keyring = new Keyring(parseSigningKeys(busKeysEnv.BUS_SIGNING_KEYS)!);
let postgres: TestPostgres;
let issuer: TestIssuer;
let bus: Bus;
let service: OpenService;
const site = new FakeSite();
const folder = mkdtempSync(join(tmpdir(), 'tongxiu-sync-'));

beforeAll(async () => {
  [postgres, issuer] = await Promise.all([testPostgres(), TestIssuer.start()]);
  await site.start();
  const [databaseUrl, busDatabaseUrl] = [await postgres.createDatabase(), await postgres.createDatabase()];
  const file = join(folder, 'sites.json');
  const name = { zh: '信用中国（内蒙古呼和浩特）', en: 'Credit China (Hohhot)' };
  writeFileSync(
    file,
    JSON.stringify([{ id: 'credit-hohhot', tier: 'city', name, baseUrl: site.url, clientId: 'tongxiu', secret: site.secret }]),
  );
  const env = {
    ...issuer.issuerEnv,
    ...busKeysEnv,
    DATABASE_URL: databaseUrl,
    BUS_DATABASE_URL: busDatabaseUrl,
    PORT: '0',
    LOG_LEVEL: 'silent',
    SITES_FILE: file,
  };
  service = await openService(sync, { env });
  bus = createBus({ kind: 'embedded', databaseUrl: busDatabaseUrl });
});

afterAll(async () => {
  await bus.close();
  await service.close();
  await site.stop();
  await issuer.stop();
  await postgres.stop();
  rmSync(folder, { recursive: true });
});

const tell = async (data: PublicationChangedV1): Promise<void> => {
  const headers = {
    ce_specversion: '1.0',
    ce_id: randomUUID(),
    ce_type: PublicationChangedV1.type,
    ce_source: '/tongxiu/publicity',
    ce_subject: data.recordKey,
    ce_time: data.changedAt,
    ce_sequence: String(data.version),
    'content-type': 'application/json',
  };
  await bus.publish([keyring.sign({ topic: PublicationChangedV1.topic, key: data.recordKey, headers, value: JSON.stringify(data) })]);
};

const call = async (
  wish: TokenWish | undefined,
  path: string,
  body?: object,
): Promise<{ status: number; body: Record<string, unknown> }> => {
  const headers: Record<string, string> = wish === undefined ? {} : { authorization: await issuer.bearer(wish) };
  const init =
    body === undefined
      ? { headers }
      : { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(`${service.url}${path}`, init);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

const operator: TokenWish = { role: 'operator' };
const integrator: TokenWish = { role: 'integrator' };
const timelinePath = (number: number): string => `/records/${encodeURIComponent(keyOf(number))}/timeline`;

const verified = async (number: number, times = 1): Promise<void> => {
  await eventually(async () => JSON.stringify((await call(operator, timelinePath(number))).body).split('"verified"').length > times);
};

test('a change that comes over the bus reaches the site, and its timeline says how', async () => {
  await tell(publication(1, 1, 'shown'));
  await verified(1);
  await tell(publication(1, 2, 'withdrawn', { clockStartedAt: friday }));
  await verified(1, 2);
  const { body } = await call(operator, timelinePath(1));
  expect(body).toMatchObject({
    recordKey: keyOf(1),
    versions: [
      { version: 1, state: 'shown', cause: { organName: '呼和浩特市市场监督管理局' } },
      {
        version: 2,
        state: 'withdrawn',
        cause: { rulebook: 'HHHT-2024' },
        clock: { workingDays: 1, dueAt: '2026-11-23T16:00:00.000Z', provisional: false, calendar: 'CN-2026' },
        sites: [{ site: 'credit-hohhot', tier: 'city', state: 'verified', attempts: 1, receiptNo: 'R-2', code: null }],
      },
    ],
  });
});

test('an integrator waits for the next outcome and gets it as soon as it is there', async () => {
  const { body: before } = await call(integrator, '/outcomes?after=0&limit=1000');
  const waiting = call(integrator, `/outcomes?after=${String(before['next'])}&waitSeconds=20`);
  await tell(publication(7, 1, 'removed'));
  const { body } = await waiting;
  const position = Number(before['next']) + 1;
  expect(body).toMatchObject({
    next: position,
    outcomes: [{ position, recordKey: keyOf(7), state: 'removed', effects: ['terminatePublicity'] }],
  });
});

test('who reads everything without waiting gets an empty page and the same position', async () => {
  const { body } = await call(integrator, '/outcomes?after=999');
  expect(body).toEqual({ outcomes: [], next: 999 });
});

test('a department reads the timeline of its own record and of no other', async () => {
  await tell(publication(2, 1, 'shown'));
  await eventually(async () => (await call(operator, timelinePath(2))).status === 200);
  expect((await call({ role: 'department', organ: { code: '11150100MB12345678' } }, timelinePath(2))).status).toBe(200);
  expect((await call({ role: 'department', organ: { code: '11150100MB0000002B' } }, timelinePath(2))).status).toBe(404);
});

test.each([
  ['a timeline without a token', undefined, timelinePath(1), 401],
  ['a timeline of nothing', operator, timelinePath(404), 404],
  ['a timeline by an applicant', { role: 'applicant' }, timelinePath(1), 403],
  ['outcomes by a department', { role: 'department', organ: { code: '11150100MB12345678' } }, '/outcomes', 403],
  ['more outcomes than a page holds', integrator, '/outcomes?limit=5000', 400],
  ['lanes by an integrator', integrator, '/sites', 403],
  ['a position no number can hold', integrator, '/outcomes?after=1e30', 400],
  ['a position before the beginning', integrator, '/outcomes?after=-1', 400],
  ['a position that is a word', integrator, '/outcomes?after=newest', 400],
  ['effects after a position no number can hold', operator, '/effects?site=credit-hohhot&state=due&after=99999999999999999999', 400],
  ['effects of a site no text can name', operator, '/effects?site=%00&state=due', 400],
  ['effects in no known state', operator, '/effects?site=credit-hohhot&state=gone', 400],
] as const)('%s is refused', async (_case, wish, path, status) => {
  const answer = await call(wish === undefined ? undefined : ({ ...wish } as TokenWish), path);
  expect(answer.status).toBe(status);
  expect(answer.body).toMatchObject({ wording: { zh: expect.any(String), en: expect.any(String) } });
});

test('an operator sees the lanes, the effects and the figures, and is told what cannot be retried', async () => {
  await tell(publication(3, 1, 'shown'));
  await verified(3);
  expect((await call(operator, '/sites')).body).toMatchObject({ sites: [{ id: 'credit-hohhot', breaker: 'closed', open: 0, parked: 0 }] });
  const { body: page } = await call(operator, '/effects?site=credit-hohhot&state=verified&limit=1');
  expect(page).toMatchObject({ effects: [{ state: 'verified' }], next: expect.any(Number) });
  expect((await call(operator, '/figures')).body).toMatchObject({
    sites: [{ site: 'credit-hohhot', states: { parked: 0, due: 0 }, approvedToAppliedMs: { p50: expect.any(Number), repairs: 1 } }],
  });
  const retry = { site: 'credit-hohhot', recordKey: keyOf(3), version: 1 };
  expect((await call(operator, '/effects/retry', retry)).status).toBe(409);
  expect((await call(operator, '/effects/retry', { ...retry, version: 9 })).status).toBe(404);
  expect((await call(operator, '/effects/retry', { ...retry, version: 3e9 })).status).toBe(400);
  expect((await call(operator, '/effects/retry', { ...retry, extra: true })).status).toBe(400);
});

test('a parked change is taken up again over HTTP', async () => {
  site.misbehave = (path, changes) => (changes.length > 0 ? { kind: 'reject', code: 'FIELD_TOO_LONG' } : undefined);
  await tell(publication(4, 1, 'shown'));
  const parked = '/effects?site=credit-hohhot&state=parked';
  await eventually(async () => ((await call(operator, parked)).body['effects'] as unknown[]).length === 1);
  site.misbehave = () => undefined;
  expect((await call(operator, '/effects/retry', { site: 'credit-hohhot', recordKey: keyOf(4), version: 1 })).status).toBe(202);
  await verified(4);
  expect((await call(operator, parked)).body).toEqual({ effects: [] });
});

test('an operator has a site compared with the ledger; who may not, or names no site, is told', async () => {
  await tell(publication(5, 1, 'shown'));
  await verified(5);
  site.held.delete(keyOf(5));
  const asked = { site: 'credit-hohhot' };
  expect(await call(operator, '/sites/reconcile', asked)).toMatchObject({ status: 200, body: { ...asked, sentAgain: 1, ahead: [] } });
  await eventually(() => site.held.has(keyOf(5)));
  await verified(5);
  expect(await call(operator, '/sites/reconcile', asked)).toMatchObject({ status: 200, body: { differingBuckets: 0, sentAgain: 0 } });
  expect((await call(integrator, '/sites/reconcile', asked)).status).toBe(403);
  const errors = [{ field: 'site', message: { zh: expect.any(String), en: expect.any(String) } }];
  expect(await call(operator, '/sites/reconcile', { site: 'nowhere' })).toMatchObject({ status: 404, body: { errors } });
  expect(await call(operator, '/sites/reconcile', { site: '' })).toMatchObject({ status: 400, body: { errors } });
  site.misbehave = () => ({ kind: 'refuse', status: 503 });
  expect(await call(operator, '/sites/reconcile', asked)).toMatchObject({ status: 502, body: { errors } });
  site.misbehave = () => undefined;
});

test('an operator loads the coming year while the lanes run, and nobody else may (H-067)', async () => {
  const current = (await call(operator, '/calendars/current')).body as unknown as { edition: string; years: Record<string, unknown> };
  expect(current.edition).toBe('CN-2026');
  const edition = { edition: 'CN-2027', years: { ...current.years, '2027': year2027 } };
  expect((await call({ role: 'integrator' }, '/calendars', edition)).status).toBe(403);
  expect(await call(operator, '/calendars', edition)).toMatchObject({ status: 200, body: { outcome: 'loaded' } });
  expect((await call(operator, '/calendars/current')).body['edition']).toBe('CN-2027');
});
