import 'reflect-metadata';
import { beforeAll, expect, test } from '@jest/globals';
import { Reflector } from '@nestjs/core';
import type { ExecutionContext } from '@nestjs/common';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { AccessGuard } from './access-guard.js';
import { Allow, Public, type RequestWithCaller } from './allow.js';
import { TokenVerifier } from './token-verifier.js';

class Routes {
  @Allow('department') push(): void {}
  @Public() search(): void {}
  forgotten(): void {}
}

let key: CryptoKey;
let guard: AccessGuard;

beforeAll(async () => {
  const pair = await generateKeyPair('EdDSA');
  key = pair.privateKey;
  const jwks = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'EdDSA' }] };
  guard = new AccessGuard(new Reflector(), new TokenVerifier({ issuer: 'https://issuer.test', audience: 'tongxiu', keys: { jwks } }));
});

const department = { role: 'department', organ_code: '11150100011300007A', organ_name: '市税务局', organ_market_regulation: false };
const token = (claims: object, lifetime = '1h', audience = 'tongxiu'): Promise<string> =>
  new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'EdDSA', kid: 'k1' })
    .setSubject('s')
    .setIssuer('https://issuer.test')
    .setAudience(audience)
    .setExpirationTime(lifetime)
    .sign(key);

async function ask(route: keyof Routes, authorization?: string): Promise<{ answer: number; request: RequestWithCaller }> {
  const request = { headers: { authorization } } as RequestWithCaller & { headers: object };
  const context = {
    getType: () => 'http',
    getHandler: () => Routes.prototype[route],
    getClass: () => Routes,
    switchToHttp: () => ({ getRequest: () => request }),
  } as unknown as ExecutionContext;
  try {
    await guard.canActivate(context);
    return { answer: 200, request };
  } catch (cause) {
    return { answer: (cause as { getStatus(): number }).getStatus(), request };
  }
}

test('a department with a valid token may push, and its organ comes from the token', async () => {
  const { answer, request } = await ask('push', `Bearer ${await token(department)}`);
  expect(answer).toBe(200);
  expect(request.caller).toEqual({
    subject: 's',
    role: 'department',
    organ: { code: '11150100011300007A', name: '市税务局', marketRegulation: false },
  });
});

test('a route that declares nothing is closed to everybody', async () => {
  expect((await ask('forgotten', `Bearer ${await token(department)}`)).answer).toBe(403);
});

test('a public route needs no token', async () => {
  expect((await ask('search')).answer).toBe(200);
});

test.each([
  ['no token', () => Promise.resolve(undefined), 401],
  ['another role', async () => `Bearer ${await token({ role: 'applicant', credit_code: 'x' })}`, 403],
  ['an expired token', async () => `Bearer ${await token(department, '-1s')}`, 401],
  ['a token for somebody else', async () => `Bearer ${await token(department, '1h', 'other')}`, 401],
  ['a role that does not exist', async () => `Bearer ${await token({ role: 'king' })}`, 401],
  ['a department without an organ', async () => `Bearer ${await token({ role: 'department' })}`, 401],
  ['a token with a broken signature', async () => `Bearer ${(await token(department)).slice(0, -4)}AAAA`, 401],
  ['something that is no bearer token', () => Promise.resolve('Basic dXNlcjpwYXNz'), 401],
] as const)('%s is refused', async (_case, authorization, status) => {
  expect((await ask('push', await authorization())).answer).toBe(status);
});
