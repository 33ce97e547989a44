import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { platformOfCompose, sampleRecords, type Platform } from '@tongxiu/demo';
import { readCompose, readText, repository } from './compose-file.js';

let folder: string;
let platform: Platform;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tongxiu-env-'));
  execFileSync(process.execPath, [fileURLToPath(new URL('deploy/compose/write-env.mjs', repository)), join(folder, '.env')]);
  platform = platformOfCompose(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

test('the demo asks every part where compose publishes it', () => {
  const { services } = readCompose();
  const { sites, ...ours } = platform.urls;
  for (const [name, url] of Object.entries({ ...ours, ...sites }))
    expect([name, services[name]?.ports?.[0]?.split(':')[1]]).toEqual([name, new URL(url).port]);
});

test('its organs are those with a department and a reviewer in the realm, under the same codes', () => {
  const { clients } = JSON.parse(readText('deploy/keycloak/realm.json')) as {
    clients: { clientId: string; protocolMappers?: { config: Record<string, string> }[] }[];
  };
  const codeOf = (id: string): string | undefined =>
    clients
      .find(({ clientId }) => clientId === id)
      ?.protocolMappers?.map(({ config }) => config)
      .find((config) => config['claim.name'] === 'organ_code')?.['claim.value'];
  expect(platform.organs.map(({ slug }) => slug).sort()).toEqual(['human-resources', 'market-regulation', 'tax']);
  for (const { slug, code } of platform.organs) expect([codeOf(`department-${slug}`), codeOf(`reviewer-${slug}`)]).toEqual([code, code]);
  expect(codeOf('reviewer-credit-china')).toBe(platform.creditChina.code);
});

test('few organs push records of every kind all the same', () => {
  const kinds = new Set(sampleRecords(200, '2026-11-22', platform.organs).map(({ kind }) => kind));
  expect([...kinds].sort()).toEqual(['abnormalOperation', 'individualAbnormal', 'penalty', 'severeList']);
});
