import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { ServiceDefinition } from '@tongxiu/hosting';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { chart, exampleValues } from './chart.js';
import { readCompose, readText, repository } from './compose-file.js';
import { definitions, knownTo, readElsewhere } from './variables.js';

const validate = new Ajv({ strict: false, allErrors: true }).compile(JSON.parse(readText(`${chart}/values.schema.json`)) as object);
const values = exampleValues();
const complaints = (given: unknown): string[] => {
  validate(given);
  return (validate.errors ?? []).map(({ instancePath, message = '' }) => `${instancePath} ${message}`);
};
/** The example with one setting changed. */
function changed(path: readonly (string | number)[], value: unknown): unknown {
  const copy = structuredClone(values) as unknown;
  const parent = path.slice(0, -1).reduce<unknown>((place, step) => (place as Record<string | number, unknown>)[step], copy);
  (parent as Record<string | number, unknown>)[path.at(-1) ?? ''] = value;
  return copy;
}

test('the examples are complete', () => {
  expect(complaints(values)).toEqual([]);
  expect(complaints(exampleValues('everything'))).toEqual([]);
});

test('without names for what is not part of the chart, nothing is installed', () => {
  const places = complaints(parse(readText(`${chart}/values.yaml`))).join('\n');
  for (const place of [
    '/image/repository',
    '/env/KAFKA_BROKERS',
    '/env/ISSUER',
    '/services/review/env/CREDIT_CHINA_ORGAN_CODE',
    '/sites/list',
    '/networkPolicy/database/to',
  ])
    expect(places).toContain(place);
});

test.each([
  ['the secret of a site', ['sites', 'list', 0, 'secret'], 'in the open', '/sites/list/0 must NOT have additional properties'],
  [
    'a secret value where a reference belongs',
    ['services', 'intake', 'secretEnv', 'DATABASE_URL'],
    'postgres://…',
    '/services/intake/secretEnv/DATABASE_URL must be object',
  ],
  [
    'more instances than a topic has partitions',
    ['services', 'sync', 'autoscaling', 'max'],
    7,
    '/services/sync/autoscaling/max must be <= 6',
  ],
  ['a password in the open', ['services', 'intake', 'env', 'SMS_GATEWAY_SECRET'], 'swordfish', '/services/intake/env must NOT be valid'],
  [
    'half a reference',
    ['services', 'sync', 'databaseOwner'],
    { name: 'owner' },
    '/services/sync/databaseOwner must have property key when property name is present',
  ],
  ['the bus of one machine', ['env', 'BUS'], 'embedded', '/env/BUS must be equal to constant'],
  ['a misspelt variable', ['env', 'KAFKA_REPLICATOIN'], '1', '/env property name must be valid'],
  [
    'a variable of another service',
    ['services', 'review', 'env', 'SITE_TIMEOUT_MS'],
    5000,
    '/services/review/env property name must be valid',
  ],
  [
    'a misspelt name of a secret',
    ['secretEnv', 'KAFKA_PASSWRD'],
    { name: 'kafka', key: 'password' },
    '/secretEnv property name must be valid',
  ],
  ['a misspelt setting', ['netwrokPolicy'], {}, ' must NOT have additional properties'],
] as const)('%s is refused', (_case, path, value, complaint) => {
  expect(complaints(changed(path, value))).toContain(complaint);
});

describe('the variables the chart takes are those the services read', () => {
  const { $defs: lists } = JSON.parse(readText(`${chart}/values.schema.json`)) as {
    $defs: Record<string, { anyOf: { enum?: string[] }[] }>;
  };
  const taken = (list: string): string[] => (lists[list]?.anyOf ?? []).flatMap(({ enum: names }) => names ?? []);
  // Set by the templates, or of the bus of one machine; those of OpenTelemetry are taken by their beginning.
  const elsewhere = new Set(['PORT', 'MIGRATE_AT_START', 'BUS_DATABASE_URL', ...readElsewhere]);
  const readBy = (definition: ServiceDefinition): string[] =>
    [...knownTo(definition)].filter((name) => !elsewhere.has(name) && !name.startsWith('OTEL_'));

  test.each(definitions.map((definition) => [definition.name, definition] as const))('%s', (name, definition) => {
    expect([...taken('variable'), ...taken(`${name}Variable`)].sort()).toEqual(readBy(definition).sort());
  });

  test('all of them together', () => {
    expect([...taken('variable'), ...taken('anyVariable')].sort()).toEqual([...new Set(definitions.flatMap(readBy))].sort());
  });
});

test('materials in no bucket and on no volume are refused', () => {
  const nowhere = complaints(
    changed(['services', 'intake', 'env'], { MATERIALS_DIR: '/data', CREDIT_CHINA_ORGAN_CODE: '11150100MB00090052' }),
  );
  expect(nowhere).toContain("/services/intake/env must have required property 'S3_BUCKET'");
});

test('two instances on a volume of one node are refused, whether fixed or scaled; one is not', () => {
  const on = (accessMode: string, replicas: number, scaled: boolean): string[] => {
    const { volume, autoscaling, ...intake } = values.services['intake'] as unknown as Record<string, object>;
    const changedIntake = {
      ...intake,
      replicas,
      volume: { ...volume, enabled: true, accessMode },
      autoscaling: { ...autoscaling, enabled: scaled },
    };
    return complaints(changed(['services', 'intake'], changedIntake));
  };
  expect(on('ReadWriteOnce', 1, false)).toEqual([]);
  expect(on('ReadWriteMany', 2, true)).toEqual([]);
  expect(on('ReadWriteOnce', 2, false)).toContain('/services/intake/replicas must be <= 1');
  expect(on('ReadWriteOnce', 1, true)).toContain('/services/intake/autoscaling/enabled must be equal to constant');
});

test('no template makes a Secret, and every image runs as nobody on a read-only file system', () => {
  const folder = new URL(`${chart}/templates/`, repository);
  const templates = readdirSync(folder)
    .map((file) => readText(`${chart}/templates/${file}`))
    .join('\n');
  expect(templates).not.toMatch(/^kind: Secret$/mu);
  for (const line of [
    'runAsNonRoot: true',
    'readOnlyRootFilesystem: true',
    'allowPrivilegeEscalation: false',
    'drop: [ALL]',
    'type: RuntimeDefault',
  ])
    expect(templates).toContain(line);
  expect(templates).not.toMatch(/privileged|hostNetwork|hostPath/u);
});

test('chart and compose listen on the same ports', () => {
  const { services } = readCompose();
  for (const [name, { port }] of Object.entries(values.services))
    expect([name, services[name]?.environment?.['PORT']]).toEqual([name, port]);
});
