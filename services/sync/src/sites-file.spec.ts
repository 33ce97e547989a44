import { expect, test } from '@jest/globals';
import { readSites } from './sites-file.js';

const site = {
  id: 'credit-hohhot',
  tier: 'city',
  name: { zh: '信用中国（内蒙古呼和浩特）', en: 'Credit China (Hohhot)' },
  baseUrl: 'http://127.0.0.1:7204',
  clientId: 'tongxiu',
  secret: 'a-long-term-secret',
};
const secrets = {
  environment: (name: string): string | undefined => (name === 'HOHHOT_SECRET' ? 'from the environment' : undefined),
  file: (path: string): string => {
    if (path !== '/run/secrets/hohhot') throw new Error('no such file');
    return 'from a file';
  },
};
const read = (...entries: object[]) => readSites(() => JSON.stringify(entries), secrets);
const { secret: _, ...withoutSecret } = site;

test('what is not said has a default', () => {
  expect(read(site)).toMatchObject({
    faults: [],
    sites: [
      {
        connector: 'signed-json',
        batchSizeMax: 500,
        kinds: ['penalty', 'abnormalOperation', 'individualAbnormal', 'severeList'],
        maintenance: [],
      },
    ],
  });
});

test.each([
  [{ secretEnv: 'HOHHOT_SECRET' }, 'from the environment'],
  [{ secretFile: '/run/secrets/hohhot' }, 'from a file'],
])('a secret is taken from where %j says', (reference, secret) => {
  expect(read({ ...withoutSecret, ...reference }).sites[0]?.secret).toBe(secret);
});

test.each([
  ['id', { id: 'Credit China' }],
  ['tier', { tier: 'county' }],
  ['name', { name: '信用中国' }],
  ['kinds', { kinds: ['penalty', 'fine'] }],
  ['kinds', { kinds: [] }],
  ['baseUrl', { baseUrl: 'ftp://127.0.0.1' }],
  ['clientId', { clientId: '' }],
  ['connector', { connector: 'soap' }],
  ['batchSizeMax', { batchSizeMax: 1_001 }],
  ['batchSizeMax', { batchSizeMax: 0 }],
  ['ratePerSecond', { ratePerSecond: 0.5 }],
  ['maintenance', { maintenance: [{ from: '24:00', to: '01:00' }] }],
  ['secret', { secret: '' }],
  ['colour', { colour: 'red' }],
])('a fault of %s is named', (field, change) => {
  const { faults } = read({ ...site, ...change });
  expect(faults).toHaveLength(1);
  expect(faults[0]).toContain(field);
});

test('every fault of every site is said at once, and no secret', () => {
  const { faults } = read({ ...site, tier: 'county', batchSizeMax: 0 }, site, { ...withoutSecret, id: 'other', secretFile: '/nowhere' });
  expect(faults).toHaveLength(4);
  expect(faults.join()).not.toContain(site.secret);
});

test.each([
  ['no JSON', 'sites:'],
  ['no list', '{}'],
  ['no site', '[]'],
])('a file with %s stops the start', (_case, text) => {
  expect(readSites(() => text, secrets).faults).toHaveLength(1);
});
