import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { TestIssuer } from './test-issuer.js';

let issuer: TestIssuer;
beforeAll(async () => {
  issuer = await TestIssuer.start();
});
afterAll(() => issuer.stop());

const verify = async (token: string) => {
  const { ISSUER, ISSUER_JWKS_URL, TOKEN_AUDIENCE } = issuer.issuerEnv;
  return jwtVerify(token, createRemoteJWKSet(new URL(ISSUER_JWKS_URL)), { issuer: ISSUER, audience: TOKEN_AUDIENCE });
};

test('a token carries the claims services read', async () => {
  const token = await issuer.token({ role: 'department', organ: { code: '11150100MB0000000A', name: '市人社局' } });
  expect((await verify(token)).payload).toMatchObject({
    sub: 'test-department',
    role: 'department',
    organ_code: '11150100MB0000000A',
    organ_name: '市人社局',
    organ_market_regulation: false,
  });
});

test.each([
  ['an expired token', { lifetimeSeconds: -60 }],
  ['a token for somebody else', { audience: 'another-platform' }],
  ['a token of another issuer', { issuer: 'http://127.0.0.1:1' }],
])('%s does not verify', async (_case, change) => {
  await expect(verify(await issuer.token({ role: 'operator', ...change }))).rejects.toThrow();
});
