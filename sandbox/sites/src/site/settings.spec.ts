import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { creditHohhot } from '../profiles/credit-hohhot.js';
import { readSettings } from './settings.js';

const secret = { SITE_SECRET: 'a-long-term-secret' };

test('a secret is enough; the rest has defaults', () => {
  expect(readSettings(creditHohhot, secret)).toEqual({
    options: {
      dataDir: join('.tongxiu', 'sites', 'credit-hohhot'),
      clientId: 'tongxiu',
      secret: 'a-long-term-secret',
      host: '127.0.0.1',
      port: 7204,
      kinds: ['penalty', 'abnormalOperation', 'individualAbnormal', 'severeList'],
      workingKeyLifetimeMs: 3_600_000,
      adminToken: undefined,
    },
  });
});

test('the secret may lie in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'secret-'));
  const file = join(folder, 'secret');
  writeFileSync(file, 'a-secret-from-a-file\n', { mode: 0o600 });
  expect(readSettings(creditHohhot, { SITE_SECRET_FILE: file })).toMatchObject({ options: { secret: 'a-secret-from-a-file' } });
  rmSync(folder, { recursive: true });
});

test.each([
  ['no secret', {}, ['SITE_SECRET']],
  ['a secret file that is not there', { SITE_SECRET_FILE: '/nowhere' }, ['SITE_SECRET']],
  ['a short secret', { SITE_SECRET: 'short' }, ['SITE_SECRET']],
  ['faults without an admin token', { ...secret, SITE_FAULTS: 'on' }, ['SITE_ADMIN_TOKEN']],
  [
    'everything at once',
    { PORT: '99999', KINDS: 'penalty,gossip', WORKING_KEY_SECONDS: '0' },
    ['SITE_SECRET', 'PORT', 'WORKING_KEY', 'KINDS'],
  ],
])('%s is named', (_case, env, names) => {
  const reading = readSettings(creditHohhot, env);
  const faults = 'faults' in reading ? reading.faults : [];
  expect(faults).toHaveLength(names.length);
  names.forEach((name, at) => expect(faults[at]).toContain(name));
});
