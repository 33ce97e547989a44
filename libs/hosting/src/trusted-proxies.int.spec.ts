import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Controller, Get, Ip, Module } from '@nestjs/common';
import { Public } from '@tongxiu/access';
import { busKeysEnv, TestIssuer, testPostgres } from '@tongxiu/testkit';
import { openService, type OpenService } from './host-service.js';
import { defineService } from './service-definition.js';

@Controller()
class Mirror {
  @Get('mirror')
  @Public()
  show(@Ip() address: string): { readonly address: string } {
    return { address };
  }
}
@Module({ controllers: [Mirror] })
class SpecModule {}

const definition = defineService({ name: 'review', title: { zh: '测试', en: 'Spec' }, defaultPort: 0, module: SpecModule, migrations: [] });

let postgres: Awaited<ReturnType<typeof testPostgres>>;
let issuer: TestIssuer;
const opened: OpenService[] = [];
let behindProxies: OpenService;
let alone: OpenService;

beforeAll(async () => {
  postgres = await testPostgres();
  issuer = await TestIssuer.start();
  const databases = { DATABASE_URL: await postgres.createDatabase(), BUS_DATABASE_URL: await postgres.createDatabase() };
  const env = { ...issuer.issuerEnv, ...busKeysEnv, ...databases, PORT: '0', LOG_LEVEL: 'silent' };
  for (const more of [{ TRUSTED_PROXIES: '10.0.0.7, 192.168.4.0/24' }, {}])
    opened.push(await openService(definition, { env: { ...env, ...more } }));
  [behindProxies, alone] = opened as [OpenService, OpenService];
}, 60_000);
afterAll(async () => {
  for (const service of opened) await service.close();
  await issuer.stop();
  await postgres.stop();
});

const seen = async (service: OpenService, remoteAddress: string, forwarded: string): Promise<string> => {
  const answer = await service.app.inject({ url: '/mirror', remoteAddress, headers: { 'x-forwarded-for': forwarded } });
  return answer.json<{ address: string }>().address;
};

test('whom a trusted proxy names is who asks, through several of them as well', async () => {
  expect(await seen(behindProxies, '10.0.0.7', '203.0.113.7')).toBe('203.0.113.7');
  expect(await seen(behindProxies, '::ffff:192.168.4.9', '203.0.113.7, 10.0.0.7')).toBe('203.0.113.7');
});

test('an address that a caller wrote into the header himself does not win', async () => {
  expect(await seen(behindProxies, '10.0.0.7', '198.51.100.1, 203.0.113.7')).toBe('203.0.113.7');
  expect(await seen(behindProxies, '10.0.0.7', '10.0.0.7, 203.0.113.7, 192.168.4.1')).toBe('203.0.113.7');
});

test('whoever is no trusted proxy is who he is, whatever he forwards', async () => {
  expect(await seen(behindProxies, '10.0.0.8', '203.0.113.7')).toBe('10.0.0.8');
  expect(await seen(alone, '10.0.0.7', '203.0.113.7')).toBe('10.0.0.7');
  expect(await seen(alone, '127.0.0.1', '203.0.113.7')).toBe('127.0.0.1');
});
