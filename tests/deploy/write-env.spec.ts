import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { parseSigningKeys } from '@tongxiu/messaging';
import { exampleEnvironment, repository } from './compose-file.js';

const folder = mkdtempSync(join(tmpdir(), 'tongxiu-env-'));
const target = join(folder, '.env');
beforeEach(() => rmSync(target, { force: true }));
afterAll(() => rmSync(folder, { recursive: true }));

function written(): ReadonlyMap<string, string> {
  const script = fileURLToPath(new URL('deploy/compose/write-env.mjs', repository));
  expect(spawnSync(process.execPath, [script, target], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  return new Map(
    [...readFileSync(target, 'utf8').matchAll(/^([A-Z][A-Z0-9_]*)=(.*)$/gmu)].map(([, name = '', value = '']) => [name, value]),
  );
}

test('every secret is made, differs from every other, and is for the owner alone', () => {
  const made = [...exampleEnvironment()].filter(([, value]) => value === '').map(([name]) => name);
  const values = written();
  const secrets = made.map((name) => values.get(name));
  expect(secrets.filter((secret) => secret === undefined || secret.length < 20)).toEqual([]);
  expect(new Set(secrets).size).toBe(made.length);
  expect(statSync(target).mode & 0o777).toBe(0o600);
});

test('what has a form has it', () => {
  const values = written();
  expect(parseSigningKeys(values.get('BUS_SIGNING_KEYS') ?? '')).toHaveLength(1);
  expect(Buffer.from(values.get('CONTACT_KEY') ?? '', 'base64')).toHaveLength(32);
  expect(Buffer.from(values.get('KAFKA_CLUSTER_ID') ?? '', 'base64url')).toHaveLength(16);
});

test('what is there is kept, so a key in the middle of being replaced is too; what is new is added', () => {
  const inReplacement = `new:${Buffer.alloc(32, 1).toString('base64')},old:${Buffer.alloc(32, 2).toString('base64')}`;
  writeFileSync(target, `BUS_SIGNING_KEYS=${inReplacement}\nMINE=kept\n`);
  const values = written();
  expect(values.get('BUS_SIGNING_KEYS')).toBe(inReplacement);
  expect(values.get('MINE')).toBe('kept');
  expect(values.get('CONTACT_KEY')).toMatch(/.{40}/u);
  expect(written()).toEqual(values);
});
