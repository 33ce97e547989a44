import { expect, test } from '@jest/globals';
import { Environment } from '@tongxiu/hosting';
import { PublicityConfig } from './config.js';

const read = (source: Record<string, string>): PublicityConfig => {
  const env = new Environment(source);
  const config = PublicityConfig.read(env);
  env.finish();
  return config;
};

test('without configuration, the sites of all three levels show every kind', () => {
  const { sites, jurisdiction } = read({});
  expect(new Set(sites.map(({ tier }) => tier))).toEqual(new Set(['national', 'regional', 'city']));
  expect(sites.every(({ kinds }) => kinds.length === 4)).toBe(true);
  expect(jurisdiction).toBe('HHHT');
});

test('every bad variable is named at once', () => {
  const bad = { PUBLICITY_SITES: '[{"id":"x","tier":"moon"}]', PUBLIC_REQUESTS_PER_MINUTE: '0', JURISDICTION: 'XX' };
  expect(() => read(bad)).toThrow(/PUBLIC_REQUESTS_PER_MINUTE.*PUBLICITY_SITES.*JURISDICTION/u);
});

test.each([
  ['penalties', 'penalty', 'H-024, H-033, H-069'],
  ['abnormal entries', 'abnormalOperation', 'H-058, H-059, H-069'],
  ['abnormal individual businesses', 'individualAbnormal', 'H-058'],
  ['severe lists', 'severeList', 'H-067, H-071'],
] as const)(
  '%s are shown on the publicity system, the regional platform and both credit sites (%s: %s, J-036)',
  (_name, kind, _clauses) => {
    const showing = read({}).sites.filter(({ kinds }) => kinds.includes(kind));
    expect(showing.map(({ id }) => id)).toEqual(['credit-china', 'publicity-system', 'regional-platform', 'credit-hohhot']);
  },
);
