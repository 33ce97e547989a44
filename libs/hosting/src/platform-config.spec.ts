import { expect, test } from '@jest/globals';
import { type BadEnvironment, Environment } from './environment.js';
import { readPlatformConfig } from './platform-config.js';

const badly = (source: Record<string, string>, begin = 'OTEL'): readonly string[] => {
  const env = new Environment(source);
  readPlatformConfig(env, 7110);
  try {
    env.finish();
    return [];
  } catch (cause) {
    return (cause as BadEnvironment).variables.map(({ name, why }) => `${name} ${why}`).filter((line) => line.startsWith(begin));
  }
};

test('a sampler nobody knows ends the start, where the SDK would keep everything and say nothing', () => {
  expect(badly({ OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.25' })).toEqual([]);
  expect(badly({ OTEL_TRACES_SAMPLER: 'parentbased_ratio', OTEL_TRACES_SAMPLER_ARG: '25' })).toEqual([
    'OTEL_TRACES_SAMPLER must be one of always_on, always_off, traceidratio, parentbased_always_on, parentbased_always_off, parentbased_traceidratio',
    'OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1',
  ]);
});

const trusted = (text: string): readonly string[] => readPlatformConfig(new Environment({ TRUSTED_PROXIES: text }), 7110).trustedProxies;

test('trusted proxies are addresses and networks, and nobody where none is named', () => {
  expect(trusted('10.0.0.7,10.1.0.0/16, fd00::/8 ,::1')).toEqual(['10.0.0.7', '10.1.0.0/16', 'fd00::/8', '::1']);
  expect(trusted('')).toEqual([]);
  expect(badly({ TRUSTED_PROXIES: '10.0.0.7,10.1.0.0/16, fd00::/8 ,::1' }, 'TRUSTED')).toEqual([]);
});

test.each([
  'true',
  '*',
  '1',
  'loopback',
  '0.0.0.0/0',
  '::/0',
  '10.0.0.0/33',
  '10.0.0.0/',
  '10.0.0.0/8/8',
  '10.0.0',
  'fe80::1%eth0',
  '10.0.0.7,',
  '10.0.0.7:80',
])('the start ends where trusted proxies are "%s"', (text) => {
  expect(badly({ TRUSTED_PROXIES: text }, 'TRUSTED')).toEqual([
    expect.stringMatching(/^TRUSTED_PROXIES must be IP addresses or networks/u),
  ]);
  expect(trusted(text)).toEqual([]);
});
