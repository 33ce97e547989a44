import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type PublicationChangedV1, RecordListedV1, RecordRemovedV1, RepairApprovedV1, topics, type EventClass } from '@tongxiu/contracts';
import { Clock, openService, type OpenService } from '@tongxiu/hosting';
import { createBus, Keyring, parseSigningKeys, type Bus, type BusMessage } from '@tongxiu/messaging';
import { busKeysEnv, eventually, FixedClock, TestIssuer, testPostgres, type TestPostgres } from '@tongxiu/testkit';
import { randomUUID } from 'node:crypto';
import { listed, record, removed, repaired } from './domain/example-happenings.js';
import { publicity } from './publicity.service-definition.js';

const clock = new FixedClock('2026-11-22T01:00:00.000Z');
const perMinute = 100;
const keyring = new Keyring(parseSigningKeys(busKeysEnv.BUS_SIGNING_KEYS)!);
let postgres: TestPostgres;
let issuer: TestIssuer;
let bus: Bus;
let service: OpenService;
const heard: BusMessage[] = [];

beforeAll(async () => {
  postgres = await testPostgres();
  const [databaseUrl, busUrl] = await Promise.all([postgres.createDatabase(), postgres.createDatabase()]);
  issuer = await TestIssuer.start();
  service = await openService(publicity, {
    env: {
      DATABASE_URL: databaseUrl,
      BUS_DATABASE_URL: busUrl,
      PORT: '0',
      LOG_LEVEL: 'error',
      PUBLIC_REQUESTS_PER_MINUTE: String(perMinute),
      ...issuer.issuerEnv,
      ...busKeysEnv,
    },
    providers: [{ provide: Clock, useValue: clock }],
  });
  bus = createBus({ kind: 'embedded', databaseUrl: busUrl });
  await bus.subscribe({
    group: 'spec',
    topics: [topics.publicity],
    batchSizeMax: 500,
    onBatch: async (messages) => {
      heard.push(...messages);
    },
  });
}, 60_000);

afterAll(async () => {
  await bus.close();
  await service.close();
  await issuer.stop();
  await postgres.stop();
});

async function tell(event: EventClass, data: { recordKey: string }, id: string = randomUUID()): Promise<void> {
  const headers = {
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_id: id,
    ce_type: event.type,
    ce_source: 'spec',
    ce_subject: data.recordKey,
    ce_time: clock.now(),
    ce_sequence: '1',
  };
  await bus.publish([keyring.sign({ topic: event.topic, key: data.recordKey, headers, value: JSON.stringify(data) })]);
}

const keyOf = (name: string): string => `penalty:111501000000000001:${name}`;
const list = (recordKey: string, change: object = {}, revision = 1) => {
  const { receivedAt } = listed(1);
  return tell(RecordListedV1, { recordKey, revision, record: { ...record, ...change }, receivedAt } as RecordListedV1);
};
const approve = (recordKey: string, id?: string) => {
  const { what: _what, eventId: _eventId, ...data } = repaired(1);
  return tell(RepairApprovedV1, { ...data, calendar: 'CN-2026', recordKey } as { recordKey: string }, id);
};
const heardOf = (recordKey: string) =>
  heard.filter(({ key }) => key === recordKey).map(({ value }) => JSON.parse(value) as PublicationChangedV1);

async function get(path: string, authorization?: string): Promise<{ status: number; body: Record<string, unknown>; headers: Headers }> {
  const response = await fetch(service.url + path, { headers: authorization === undefined ? {} : { authorization } });
  return { status: response.status, body: (await response.json()) as Record<string, unknown>, headers: response.headers };
}
const pageOf = (recordKey: string) => get(`/records/${encodeURIComponent(recordKey)}`);
/** Each wait begins with a new minute, so that asking again and again is not counted against the spec. */
const shownAs = (recordKey: string, state: string) => {
  clock.advance(60_000);
  return eventually(async () => (await pageOf(recordKey)).body['state'] === state, { intervalMs: 100 });
};
const search = async (query: Record<string, string>) =>
  (await get(`/records?${new URLSearchParams(query)}`)).body as { records: { recordKey: string }[]; next?: string };

describe('from the bus to the public', () => {
  const recordKey = keyOf('呼市监罚〔2026〕/1号');

  test('a listing is shown, a repair ends it, and everybody is told once (H-024, H-025, H-033)', async () => {
    await list(recordKey);
    await shownAs(recordKey, 'shown');
    expect((await pageOf(recordKey)).body).toMatchObject({
      kind: 'penalty',
      version: 1,
      record: { subjectName: record.subjectName },
      publicity: { minimumUntil: '2026-04-15', maximumUntil: '2029-01-15' },
      sites: [{ id: 'credit-china' }, { id: 'publicity-system' }, { id: 'regional-platform' }, { id: 'credit-hohhot' }],
    });
    const eventId = randomUUID();
    await approve(recordKey, eventId);
    await approve(recordKey, eventId);
    await shownAs(recordKey, 'withdrawn');
    const { body } = await pageOf(recordKey);
    expect(body).toMatchObject({ version: 2, ended: { how: 'repair', effects: ['terminatePublicity'], rulebook: 'HHHT-2024' } });
    expect(JSON.stringify(body)).not.toContain(record.subjectName);
    await eventually(() => heardOf(recordKey).length === 2);
    expect(heardOf(recordKey).map(({ version, state }) => [version, state])).toEqual([
      [1, 'shown'],
      [2, 'withdrawn'],
    ]);
    expect(heardOf(recordKey)[1]?.cause).toMatchObject({ eventId, decidedAt: repaired(1).decidedAt });
  });

  test('the operator sees why; nobody else does', async () => {
    const path = `/publications/${encodeURIComponent(recordKey)}`;
    expect((await get(path)).status).toBe(401);
    expect((await get(path, await issuer.bearer({ role: 'integrator' }))).status).toBe(403);
    const operator = await issuer.bearer({ role: 'operator' });
    expect((await get(path, operator)).body).toMatchObject({
      version: 2,
      versions: [{ version: 1 }, { version: 2, cause: { caseId: repaired(1).caseId } }],
    });
    expect((await get('/publications/penalty%3Ax', operator)).status).toBe(404);
    expect((await get('/early-repairs', operator)).body).toEqual({ earlyRepairs: [] });
  });

  test('a second approval is refused, and the operator reads why', async () => {
    const eventId = randomUUID();
    await approve(recordKey, eventId);
    const operator = await issuer.bearer({ role: 'operator' });
    const refusals = await eventually(async () => {
      const { body } = await get('/refusals', operator);
      return (body['refusals'] as unknown[]).length > 0 ? body['refusals'] : undefined;
    });
    expect(refusals).toMatchObject([
      { eventId, recordKey, what: 'repaired', reason: 'alreadyWithdrawn', message: { zh: '已因信用修复停止公示' } },
    ]);
    expect((await get(`/refusals?after=${eventId}`, operator)).body).toEqual({ refusals: [] });
    expect((await get('/refusals?after=x', operator)).status).toBe(400);
  });

  test('the desired states come in pages', async () => {
    await list(keyOf('page-1'));
    await list(keyOf('page-2'));
    await shownAs(keyOf('page-1'), 'shown');
    await shownAs(keyOf('page-2'), 'shown');
    const operator = await issuer.bearer({ role: 'operator' });
    const seen: unknown[] = [];
    let next: unknown = '';
    while (next !== undefined) {
      const { body } = await get(`/publications?limit=1${next === '' ? '' : `&after=${encodeURIComponent(String(next))}`}`, operator);
      seen.push(...(body['publications'] as unknown[]));
      next = body['next'];
    }
    expect(seen).toEqual(
      expect.arrayContaining([
        { recordKey: keyOf('page-1'), version: 1, state: 'shown' },
        { recordKey, version: 2, state: 'withdrawn' },
      ]),
    );
  });
});

describe('the automatic stop', () => {
  const sweep = async (on: string, role: 'operator' | 'department' = 'operator') => {
    const response = await fetch(`${service.url}/expiries`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: await issuer.bearer({ role, organ: { code: record.organCode } }) },
      body: JSON.stringify({ on }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  test('a penalty of 29 February is shown to 28 February three years on, and not a day longer (H-013, H-016, H-018)', async () => {
    const recordKey = keyOf('leap');
    await list(recordKey, { decidedOn: '2024-02-29' });
    await shownAs(recordKey, 'shown');
    clock.set('2027-02-28T15:59:59.000Z');
    expect((await sweep('2027-02-28')).body).toEqual({ on: '2027-02-28', expired: 0, busy: 0 });
    expect(await sweep('2027-03-01')).toMatchObject({ status: 422, body: { errors: [{ field: 'on', rule: 'H-016', clause: '三' }] } });
    clock.set('2027-02-28T16:00:00.000Z');
    expect((await sweep('2027-03-01')).body).toEqual({ on: '2027-03-01', expired: 1, busy: 0 });
    expect((await pageOf(recordKey)).body).toMatchObject({
      state: 'expired',
      version: 2,
      ended: { how: 'expiry', decidedAt: '2027-03-01T00:00:00+08:00' },
    });
    clock.set('2026-11-22T01:00:00.000Z');
  });

  test('a penalty pushed after its maximum is never shown (H-016)', async () => {
    const recordKey = keyOf('too-late');
    await list(recordKey, { decidedOn: '2023-11-21' });
    await shownAs(recordKey, 'expired');
    await eventually(() => heardOf(recordKey).length === 1);
    expect(heardOf(recordKey)[0]).toMatchObject({ version: 1, state: 'expired' });
    expect(heardOf(recordKey)[0]).not.toHaveProperty('record');
  });

  test('only the operator may run it, with a day that exists', async () => {
    expect((await sweep('2026-11-22', 'department')).status).toBe(403);
    expect(await sweep('2026-02-30')).toMatchObject({ status: 400, body: { errors: [{ field: 'on' }] } });
    expect(await sweep('yesterday')).toMatchObject({ status: 400, body: { errors: [{ field: 'on' }] } });
  });
});

describe('the public search', () => {
  const company = { subjectName: '内蒙古敕勒川（呼市）生物科技有限公司', creditCode: '91230500MA1B3N1N2M' };
  const keys = ['s-1', 's-2', 's-3'].map(keyOf);

  beforeAll(async () => {
    for (const key of keys) await list(key, company);
    await tell(RecordListedV1, {
      recordKey: 'severeList:A2-01:s-4',
      revision: 1,
      record: { ...record, ...company, kind: 'severeList', listId: 'A2-01' },
      receivedAt: clock.now(),
    } as RecordListedV1);
    const { recordKey: _key, what: _what, eventId: _eventId, ...removal } = removed(2);
    await list(keyOf('s-5'), company);
    await tell(RecordRemovedV1, { ...removal, reason: '已履行义务', recordKey: keyOf('s-5') } as RecordRemovedV1);
    for (const key of [...keys, 'severeList:A2-01:s-4']) await shownAs(key, 'shown');
    await shownAs(keyOf('s-5'), 'removed');
  });

  const found = async (query: Record<string, string>) => (await search(query)).records.map(({ recordKey }) => recordKey);

  test.each([
    ['two characters', '敕勒'],
    ['the other kind of brackets', '川(呼市)生'],
    ['one character', '敕'],
    ['full-width letters and spaces', ' 敕勒川　（呼市） '],
  ])('finds what is shown by %s of the name', async (_case, name) => {
    expect(await found({ name })).toEqual([...keys, 'severeList:A2-01:s-4']);
  });

  test('finds every kind at once by the whole credit code, and by kind (H-008, H-027, H-043, H-071)', async () => {
    expect(await found({ creditCode: company.creditCode })).toEqual([...keys, 'severeList:A2-01:s-4']);
    expect(await found({ creditCode: company.creditCode, kind: 'severeList' })).toEqual(['severeList:A2-01:s-4']);
    expect(await found({ name: '敕勒川', kind: 'penalty' })).toEqual(keys);
    expect(await found({ name: '川勒敕' })).toEqual([]);
    expect(await found({ name: `%` })).toEqual([]);
  });

  test('goes page by page', async () => {
    const first = await search({ name: '敕勒川', limit: '3' });
    expect(first.records.map(({ recordKey }) => recordKey)).toEqual(keys);
    const second = await search({ name: '敕勒川', limit: '3', after: first.next ?? '' });
    expect(second.records.map(({ recordKey }) => recordKey)).toEqual(['severeList:A2-01:s-4']);
    expect(second.next).toBeUndefined();
  });

  test.each([
    ['limit', { limit: '101' }],
    ['creditCode', { creditCode: '91230500' }],
    ['name', { name: ' ' }],
    ['kind', { kind: 'other' }],
    ['surprise', { surprise: '1' }],
  ])('a bad %s is refused and named', async (field, query) => {
    const { status, body } = await get(`/records?${new URLSearchParams(query)}`);
    expect([status, (body['errors'] as { field: string }[])[0]?.field]).toEqual([400, field]);
  });

  test('an unknown record is not found', async () => {
    expect((await pageOf(keyOf('never'))).status).toBe(404);
  });

  test('an address that asks without end is told when to come back', async () => {
    clock.advance(60_000);
    const asked = await Promise.all(Array.from({ length: perMinute }, () => pageOf(keyOf('never'))));
    expect(new Set(asked.map(({ status }) => status))).toEqual(new Set([404]));
    const { status, headers } = await pageOf(keyOf('never'));
    expect([status, headers.get('retry-after')]).toEqual([429, '60']);
  });
});
