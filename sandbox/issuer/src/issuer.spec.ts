import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { readClients } from './clients.js';
import { openIssuer, type RunningIssuer } from './issuer.js';
import { keptSigningKey } from './signing-key.js';

const secret = 'd-secret-of-the-department-01';
const portalSecret = 'p-secret-of-the-portal-000001';
const clients = [
  { id: 'department-rsj', secret, role: 'department', organ: { code: '11150100MB0000000A', name: '市人社局', marketRegulation: false } },
  { id: 'portal', secret: portalSecret, role: 'portal', actsForApplicants: true },
];
const company = '91350100M000100Y43';

let folder: string;
let issuer: RunningIssuer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tongxiu-issuer-'));
  issuer = await openIssuer({ host: '127.0.0.1', port: 0, audience: 'tongxiu', key: await keptSigningKey(folder), clients });
});
afterAll(async () => {
  await issuer.close();
  rmSync(folder, { recursive: true });
});

const ask = (form: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${issuer.url}/token`, { method: 'POST', body: new URLSearchParams({ grant_type: 'client_credentials', ...form }), headers });

async function claimsIn(response: Response): Promise<object> {
  const { access_token: token } = (await response.json()) as { access_token: string };
  const configuration = (await (await fetch(`${issuer.url}/.well-known/openid-configuration`)).json()) as Record<string, string>;
  const keys = createRemoteJWKSet(new URL(configuration['jwks_uri'] ?? ''));
  return (await jwtVerify(token, keys, { issuer: configuration['issuer'] ?? '', audience: 'tongxiu' })).payload;
}

test('a department gets a token that names its organ, in the form or by HTTP Basic', async () => {
  const expected = { sub: 'department-rsj', role: 'department', organ_code: '11150100MB0000000A', organ_name: '市人社局' };
  expect(await claimsIn(await ask({ client_id: 'department-rsj', client_secret: secret }))).toMatchObject(expected);
  const basic = Buffer.from(`department-rsj:${secret}`).toString('base64');
  expect(await claimsIn(await ask({}, { authorization: `Basic ${basic}` }))).toMatchObject(expected);
});

test('the portal vouches for a company, a department does not', async () => {
  const vouched = await ask({ client_id: `applicant:${company}`, client_secret: portalSecret });
  expect(await claimsIn(vouched)).toMatchObject({ sub: `applicant:${company}`, role: 'applicant', credit_code: company });
  expect((await ask({ client_id: `applicant:${company}`, client_secret: secret })).status).toBe(401);
});

test.each([
  ['a wrong secret', { client_id: 'department-rsj', client_secret: 'wrong' }, 401, 'invalid_client'],
  ['an unknown client', { client_id: 'nobody', client_secret: secret }, 401, 'invalid_client'],
  ['a company code that is none', { client_id: 'applicant:1', client_secret: portalSecret }, 401, 'invalid_client'],
  ['a missing secret', { client_id: 'portal' }, 400, 'invalid_request'],
  ['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
])('%s is refused', async (_case, form, status, error) => {
  const response = await ask(form as Record<string, string>);
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ error });
});

test('a body longer than any request is refused', async () => {
  expect((await ask({ client_id: 'x'.repeat(20_000) })).status).toBe(413);
});

test('every answer says that it comes from a sandbox', async () => {
  for (const path of ['/', '/jwks.json', '/nowhere']) {
    expect((await fetch(issuer.url + path)).headers.get('x-sandbox')).toBe('true');
  }
});

test('the key survives a restart and only its owner can read it', async () => {
  const [first, second] = [await keptSigningKey(folder), await keptSigningKey(folder)];
  expect(second.publicKey).toEqual(first.publicKey);
  expect(first.publicKey).not.toHaveProperty('d');
  expect(statSync(join(folder, 'signing-key.json')).mode & 0o777).toBe(0o600);
});

test.each([
  ['a short secret', [{ ...clients[0], secret: 'changeme' }], 'entry 1 has a secret of fewer than 24 characters'],
  ['the same secret twice', [clients[0], { ...clients[1], secret }], 'entry 2 repeats an id or a secret'],
  ['no array', {}, 'must hold a JSON array'],
])('a clients file with %s is not used', (_case, content, complaint) => {
  const file = join(folder, 'clients.json');
  writeFileSync(file, JSON.stringify(content));
  expect(() => readClients(file)).toThrow(complaint);
});
