import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sitePaths } from '@tongxiu/contracts/site';
import { changeOf, SiteUnderTest } from '../../site-under-test.js';
import { signatureHolds, signatureOf } from './signature.js';

test('the published signature, as anybody can compute it', () => {
  const body = Buffer.from('{"recordKeys":[]}');
  const signature = signatureOf(Buffer.alloc(32, 1), 'POST', '/exchange/v1/status', '1795312800000', body);
  expect(signature.toString('base64')).toBe('NEP7Z3Seh/NnH/Q2Kd3bxAfl512bSRomToxH+zaUVv8=');
  expect(signatureHolds(signature, signature.toString('base64'))).toBe(true);
  expect(signatureHolds(signature, '')).toBe(false);
});

describe('the exchange door', () => {
  let site: SiteUnderTest;
  const path = sitePaths.publications;
  const body = JSON.stringify({ batchId: 'b', changes: [changeOf('1', 1)] });
  const refused = async (answer: Response): Promise<readonly unknown[]> => [
    answer.status,
    ((await answer.json()) as { code: string }).code,
  ];

  beforeAll(async () => {
    site = await SiteUnderTest.start({ workingKeyLifetimeMs: 3_600_000 });
  });
  afterAll(() => site.close());
  beforeEach(() => site.setFaults({}));

  test('a working key is given for the long-term secret and says when it expires', async () => {
    const answer = await site.workingKey();
    expect(answer.status).toBe(200);
    const { keyId, secret, expiresAt } = (await answer.json()) as Record<string, string>;
    expect(keyId).toMatch(/^[0-9a-f-]{36}$/);
    expect(Buffer.from(secret ?? '', 'base64')).toHaveLength(32);
    expect(Date.parse(expiresAt ?? '')).toBe(site.nowMs + 3_600_000);
  });

  test('no working key for another client or another secret', async () => {
    expect(await refused(await site.workingKey('somebody'))).toEqual([401, 'BAD_SIGNATURE']);
    expect(await refused(await site.workingKey('tongxiu', 'not-the-long-term-secret'))).toEqual([401, 'BAD_SIGNATURE']);
  });

  test('a request signed with the working key is taken', async () => {
    expect((await site.ask(path, site.signed(path, body, await site.freshKey()))).status).toBe(200);
  });

  test.each([
    ['a changed body', (signed: RequestInit) => ({ ...signed, body: body.replace('"version":1', '"version":2') })],
    ['no signature', (signed: RequestInit) => ({ ...signed, headers: { ...(signed.headers as object), 'x-signature': '' } })],
    ['no timestamp', (signed: RequestInit) => ({ ...signed, headers: { ...(signed.headers as object), 'x-timestamp': '' } })],
  ])('%s is refused', async (_case, change) => {
    const signed = site.signed(path, body, await site.freshKey());
    expect(await refused(await site.ask(path, change(signed)))).toEqual([401, 'BAD_SIGNATURE']);
  });

  test('a signature made for another path or method is refused', async () => {
    const key = await site.freshKey();
    expect(await refused(await site.ask(path, site.signed(sitePaths.status, body, key)))).toEqual([401, 'BAD_SIGNATURE']);
    expect(await refused(await site.ask(path, site.signed(path, body, key, { method: 'PUT' })))).toEqual([401, 'BAD_SIGNATURE']);
  });

  test.each([
    [-300_001, 401],
    [-300_000, 200],
    [300_000, 200],
    [300_001, 401],
  ])('a timestamp %d ms off answers %d', async (offMs, status) => {
    const timestamp = String(site.nowMs + offMs);
    expect((await site.ask(path, site.signed(path, body, await site.freshKey(), { timestamp }))).status).toBe(status);
  });

  test('a working key stops working at its hour', async () => {
    const key = await site.freshKey();
    site.nowMs += 3_599_999;
    expect((await site.ask(path, site.signed(path, body, key))).status).toBe(200);
    site.nowMs += 1;
    expect(await refused(await site.ask(path, site.signed(path, body, key)))).toEqual([401, 'SECRET_EXPIRED']);
  });

  test('an unknown key, and any key after a restart, is expired: ask for another', async () => {
    const key = await site.freshKey();
    expect(await refused(await site.ask(path, site.signed(path, body, { ...key, keyId: 'unknown' })))).toEqual([401, 'SECRET_EXPIRED']);
    await site.restart();
    expect(await refused(await site.ask(path, site.signed(path, body, key)))).toEqual([401, 'SECRET_EXPIRED']);
  });

  test('the long-term secret signs no publications', async () => {
    const key = { keyId: 'tongxiu', key: Buffer.from('a-long-term-secret-of-a-spec') };
    expect(await refused(await site.ask(path, site.signed(path, body, key)))).toEqual([401, 'SECRET_EXPIRED']);
  });

  test('only POST', async () => {
    const answer = await site.ask(path);
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
  });
});
