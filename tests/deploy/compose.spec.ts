import { existsSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { composeText, exampleEnvironment, readCompose, readText, repository, type ComposeService } from './compose-file.js';

const { services, networks, volumes, secrets } = readCompose();
const each = Object.entries(services);
const everyService = (sentence: string, check: (service: ComposeService, name: string) => void): void =>
  test.each(each)(`%s ${sentence}`, (name, service) => check(service, name));

test('the file is one by the Compose specification', () => {
  const { $schema: _dialect, ...schema } = JSON.parse(readText('tests/deploy/compose-spec/compose-spec.json')) as Record<string, unknown>;
  const validate = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(schema);
  validate(parse(composeText, { merge: true }));
  expect(validate.errors ?? []).toEqual([]);
});

test('the check bites: a setting that does not exist is found', () => {
  const { $schema: _dialect, ...schema } = JSON.parse(readText('tests/deploy/compose-spec/compose-spec.json')) as Record<string, unknown>;
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
  expect(validate({ services: { intake: { image: 'x', read_onyl: true } } })).toBe(false);
});

test('every variable of the file is in .env.example, and none is there for nothing', () => {
  const used = new Set([...composeText.matchAll(/\$\{([A-Z][A-Z0-9_]*)/gu)].map(([, name]) => name));
  // Read by Compose itself.
  used.add('COMPOSE_PROFILES');
  expect([...exampleEnvironment().keys()].sort()).toEqual([...used].sort());
});

test('no secret has a default, and a start without one says what to do', () => {
  const secret = /(PASSWORD|SECRET|TOKEN|CLUSTER_ID|_KEY)/u;
  for (const [whole, name = ''] of composeText.matchAll(/\$\{([A-Z][A-Z0-9_]*)[^}]*\}/gu)) {
    if (secret.test(name)) expect(whole).toBe(`\${${name}:?run deploy/compose/write-env.mjs}`);
  }
  expect([...exampleEnvironment()].filter(([name, value]) => secret.test(name) && value !== '')).toEqual([]);
});

test('what an example says of a default is what the file says', () => {
  const defaults = new Map([...composeText.matchAll(/\$\{([A-Z][A-Z0-9_]*):-([^}]*)\}/gu)].map(([, name, value]) => [name, value]));
  for (const [, name, value] of readText('.env.example').matchAll(/^# ([A-Z][A-Z0-9_]*)=(.*)$/gmu)) {
    if (name !== 'CA_BUNDLE_FILE') expect([name, value]).toEqual([name, defaults.get(name)]);
  }
});

test('an image of somebody else is named in one place', () => {
  const images = [...composeText.matchAll(/\$\{([A-Z0-9_]+_IMAGE):-/gu)].map(([, name]) => name);
  expect(images).toHaveLength(new Set(images).size);
  expect(images).toHaveLength(9);
});

test('what is built here is built under a name of its own, and asked of no registry', () => {
  const built = each.flatMap(([, service]) => (service.build === undefined ? [] : [service]));
  expect(built.length).toBeGreaterThan(8);
  // Builds run side by side, and two that end in one name fail where images are kept by containerd.
  const names = built.map(({ image }) => image);
  expect(names.filter((name, place) => name === undefined || names.indexOf(name) !== place)).toEqual([]);
  for (const { image, pull_policy: policy } of built) expect([image, policy]).toEqual([image, 'never']);
});

everyService('runs on a read-only file system, without capabilities, and gains none', (service) => {
  expect(service.read_only).toBe(true);
  expect(service.cap_drop).toEqual(['ALL']);
  expect(service.cap_add).toBeUndefined();
  expect(service.privileged).toBeUndefined();
  expect(service.security_opt).toContain('no-new-privileges:true');
  expect(service.tmpfs?.map((place) => place.split(':')[0])).toContain('/tmp');
});

everyService('publishes on the loopback address only', ({ ports = [] }) => {
  for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/u);
});

everyService('is on networks, volumes and build secrets that are declared, and publishes only beside the closed networks', (service) => {
  expect(service.networks?.length).toBeGreaterThan(0);
  for (const network of service.networks ?? []) expect(networks).toHaveProperty(network);
  if (service.ports !== undefined) expect(service.networks).toContain('edge');
  for (const volume of service.volumes ?? []) {
    const [source = ''] = volume.split(':');
    if (source.startsWith('./')) expect([source, existsSync(new URL(source, repository))]).toEqual([source, true]);
    else expect(volumes).toHaveProperty([source]);
  }
});

everyService('waits only for what exists and can be found healthy', ({ depends_on: needs = {}, profiles = [] }) => {
  for (const [name, { condition }] of Object.entries(needs)) {
    const needed = services[name];
    expect([name, needed === undefined]).toEqual([name, false]);
    if (condition === 'service_healthy') expect([name, isChecked(name)]).toEqual([name, true]);
    expect(needed?.profiles ?? profiles).toEqual(profiles);
  }
});

test('a slow start is no illness: every check gives its part three minutes at least', () => {
  const patience = each.flatMap(([name, { healthcheck }]) =>
    healthcheck === undefined ? [] : [[name, healthcheck.start_period] as const],
  );
  expect(patience.length).toBeGreaterThan(4);
  expect(patience.filter(([, period]) => Number(/^(\d+)s$/u.exec(period ?? '')?.[1] ?? 0) < 180)).toEqual([]);
  expect(readText('deploy/Dockerfile')).toMatch(/^HEALTHCHECK .*--start-period=180s /mu);
});

everyService('is watched by a health check of its own, of its image, or of the one that asks from outside', (_service, name) => {
  const asked = String(services['telemetry-health']?.environment?.['HEALTH_URLS']);
  expect(isChecked(name) || asked.includes(`http://${name}:`)).toBe(true);
});

/** Images made by deploy/Dockerfile bring a check along. */
function isChecked(name: string): boolean {
  return services[name]?.healthcheck !== undefined || services[name]?.build?.dockerfile === 'deploy/Dockerfile';
}

test('every published port is published once', () => {
  const published = each.flatMap(([, { ports = [] }]) => ports.map((port) => port.split(':')[1]));
  expect(published).toHaveLength(new Set(published).size);
});

test('databases, brokers and telemetry cannot reach out', () => {
  expect(networks).toMatchObject({
    data: { internal: true },
    platform: { internal: true },
    sites: { internal: true },
    telemetry: { internal: true },
  });
  expect(services['postgres']?.networks).toEqual(['data']);
  expect(secrets['ca_bundle']?.file).toBe('./deploy/docker/no-ca-bundle.pem');
});
