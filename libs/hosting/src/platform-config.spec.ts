import { expect, test } from '@jest/globals';
import { type BadEnvironment, Environment } from './environment.js';
import { readPlatformConfig } from './platform-config.js';

const badly = (source: Record<string, string>): readonly string[] => {
  const env = new Environment(source);
  readPlatformConfig(env, 7110);
  try {
    env.finish();
    return [];
  } catch (cause) {
    return (cause as BadEnvironment).variables.map(({ name, why }) => `${name} ${why}`).filter((line) => line.startsWith('OTEL'));
  }
};

test('a sampler nobody knows ends the start, where the SDK would keep everything and say nothing', () => {
  expect(badly({ OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.25' })).toEqual([]);
  expect(badly({ OTEL_TRACES_SAMPLER: 'parentbased_ratio', OTEL_TRACES_SAMPLER_ARG: '25' })).toEqual([
    'OTEL_TRACES_SAMPLER must be one of always_on, always_off, traceidratio, parentbased_always_on, parentbased_always_off, parentbased_traceidratio',
    'OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1',
  ]);
});
