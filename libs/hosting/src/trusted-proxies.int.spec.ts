import { beforeAll, expect, test } from '@jest/globals';
import { Controller, Get, Ip } from '@nestjs/common';
import { Public } from '@tongxiu/access';
import { SpecServices } from '../test/spec-services.js';
import type { OpenService } from './host-service.js';

@Controller()
class Mirror {
  @Get('mirror')
  @Public()
  show(@Ip() address: string): { readonly address: string } {
    return { address };
  }
}

const services = new SpecServices(Mirror);
let behindProxies: OpenService;
let alone: OpenService;
beforeAll(async () => {
  behindProxies = await services.open({ TRUSTED_PROXIES: '10.0.0.7, 192.168.4.0/24' });
  alone = await services.open();
}, 60_000);

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
