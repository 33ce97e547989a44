import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { parse, parseAllDocuments } from 'yaml';
import { chart, exampleValues } from './chart.js';
import { readCompose, readText, repository } from './compose-file.js';
import { installed, run, testWith } from './installed.js';

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

test('the example is complete', () => {
  expect(complaints(values)).toEqual([]);
});

test('without names for what is not part of the chart, nothing is installed', () => {
  const places = complaints(parse(readText(`${chart}/values.yaml`))).join('\n');
  for (const place of [
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
  ['a misspelt setting', ['netwrokPolicy'], {}, ' must NOT have additional properties'],
] as const)('%s is refused', (_case, path, value, complaint) => {
  expect(complaints(changed(path, value))).toContain(complaint);
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

interface Rendered {
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

const helm = installed('helm', 'version');
const folder = fileURLToPath(new URL(chart, repository));
const example = ['--values', 'examples/values.yaml'];

testWith(helm, 'helm', 'helm lint --strict finds nothing', (tool) => {
  const { status, output } = run(tool, ['lint', '.', '--strict', ...example], folder);
  expect([status, status === 0 ? '' : output]).toEqual([0, '']);
});

testWith(helm, 'helm', 'helm renders what each service needs, and lag as a metric of scaling where it is asked for', (tool) => {
  const lag = ['--set', 'services.sync.autoscaling.lag.enabled=true'];
  const { status, output } = run(tool, ['template', 'tongxiu', '.', '--kube-version', '1.33.0', ...example, ...lag], folder);
  expect([status, status === 0 ? '' : output]).toEqual([0, '']);
  const rendered = parseAllDocuments(output).map((document) => document.toJS() as Rendered);
  const of = (name: string): string[] => rendered.filter(({ metadata }) => metadata.name === `tongxiu-${name}`).map(({ kind }) => kind);
  const each = ['Deployment', 'HorizontalPodAutoscaler', 'NetworkPolicy', 'PodDisruptionBudget', 'Service', 'ServiceAccount'];
  for (const name of ['review', 'publicity', 'sync']) expect([name, ...of(name).sort()]).toEqual([name, ...each]);
  expect(of('intake').sort()).toEqual([...each, 'PersistentVolumeClaim'].sort());
  expect(rendered.filter(({ kind }) => kind === 'Secret')).toEqual([]);
  expect(output.match(/type: External/gu)).toHaveLength(1);
});
