import { expect, test } from '@jest/globals';
import { isShare, samplerFor } from './sampling.js';

test.each([
  ['one new trace in ten, where nothing is said', {}, 'TraceIdRatioBased{0.1}'],
  ['the share that is said', { OTEL_TRACES_SAMPLER_ARG: '0.5' }, 'TraceIdRatioBased{0.5}'],
  ['none, where that is said', { OTEL_TRACES_SAMPLER_ARG: '0' }, 'TraceIdRatioBased{0}'],
])('%s; what came with a trace follows it', async (_case, env, root) => {
  const sampler = String(await samplerFor(env));
  expect(sampler).toContain(`root=${root}`);
  expect(sampler).toContain('remoteParentSampled=AlwaysOnSampler, remoteParentNotSampled=AlwaysOffSampler');
});

test('a sampler that is named is left to the SDK', async () => {
  expect(await samplerFor({ OTEL_TRACES_SAMPLER: 'always_on' })).toBeUndefined();
});

test('a share is a number from nothing to everything', () => {
  expect(['0', '0.25', '1'].map(isShare)).toEqual([true, true, true]);
  expect(['', ' ', '-0.1', '1.1', '10%', 'all'].map(isShare)).toEqual([false, false, false, false, false, false]);
});
