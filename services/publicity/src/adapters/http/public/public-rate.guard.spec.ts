import type { ExecutionContext } from '@nestjs/common';
import { expect, test } from '@jest/globals';
import { FixedClock } from '@tongxiu/testkit';
import { PublicityConfig } from '../../../config.js';
import { PublicRateGuard } from './public-rate.guard.js';

const from = (ip: string): ExecutionContext => ({ switchToHttp: () => ({ getRequest: () => ({ ip }) }) }) as unknown as ExecutionContext;

function refusalOf(ask: () => unknown): unknown {
  try {
    return ask();
  } catch (refusal) {
    return refusal;
  }
}

function guardOf(perMinute: number) {
  const clock = new FixedClock('2026-11-22T01:00:12.000Z');
  return { clock, guard: new PublicRateGuard(clock, new PublicityConfig([], perMinute, 'HHHT', 30)) };
}

test('an address that asks too often waits for the next minute; others do not notice', () => {
  const { clock, guard } = guardOf(3);
  for (let asked = 0; asked < 3; asked++) expect(guard.canActivate(from('10.0.0.1'))).toBe(true);
  expect(refusalOf(() => guard.canActivate(from('10.0.0.1')))).toMatchObject({ code: 'too-many-requests', retryAfterSeconds: 48 });
  expect(guard.canActivate(from('10.0.0.2'))).toBe(true);
  clock.advance(48_000);
  expect(guard.canActivate(from('10.0.0.1'))).toBe(true);
});

test('the addresses of one IPv6 network count together', () => {
  const { guard } = guardOf(2);
  guard.canActivate(from('2001:db8:1:2:aaaa::1'));
  guard.canActivate(from('2001:db8:1:2:bbbb::2'));
  expect(() => guard.canActivate(from('2001:db8:1:2:cccc::3'))).toThrow();
  expect(guard.canActivate(from('2001:db8:1:3:cccc::3'))).toBe(true);
});

test('an address written short counts with its network, and an IPv4 address written as IPv6 for itself', () => {
  const { guard } = guardOf(2);
  guard.canActivate(from('2001:db8::a:b:c:d'));
  guard.canActivate(from('2001:db8::1'));
  expect(() => guard.canActivate(from('2001:db8:0:0:e:f:1:2'))).toThrow();
  for (const ip of ['::ffff:10.0.0.1', '::ffff:10.0.0.2', '::ffff:10.0.0.3']) expect(guard.canActivate(from(ip))).toBe(true);
});
