import { expect, test } from '@jest/globals';
import { BadEnvironment, Environment } from './environment.js';

test('a start with bad variables names every one of them, and none of their values', () => {
  const env = new Environment({ PORT: 'eighty', ISSUER_JWKS: '{oops', BUS: 'carrier-pigeon' });
  env.integer('PORT', { default: 1, max: 65_535 });
  env.json('ISSUER_JWKS');
  env.oneOf('BUS', ['embedded'], { default: 'embedded' });
  env.url('DATABASE_URL');
  const refused = thrownBy(() => env.finish());
  expect(refused.variables.map(({ name }) => name)).toEqual(['PORT', 'ISSUER_JWKS', 'BUS', 'DATABASE_URL']);
  expect(refused.message).not.toMatch(/eighty|oops|pigeon/u);
});

test('an empty variable counts as absent and takes the default', () => {
  const env = new Environment({ PORT: '' });
  expect(env.integer('PORT', { default: 7110 })).toBe(7110);
  expect(() => env.finish()).not.toThrow();
});

test('a reader may refuse a value for a reason of its own', () => {
  const env = new Environment({});
  env.refuse('SITES_FILE', 'names two sites with the same id');
  expect(thrownBy(() => env.finish()).message).toBe('SITES_FILE names two sites with the same id');
});

function thrownBy(work: () => void): BadEnvironment {
  try {
    work();
  } catch (cause) {
    if (cause instanceof BadEnvironment) return cause;
  }
  throw new Error('nothing was refused');
}
