import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { ServiceDefinition } from '@tongxiu/hosting';
import { creditChina } from '../../sandbox/sites/src/profiles/credit-china.js';
import { readSettings } from '../../sandbox/sites/src/site/settings.js';
import { environmentOf, exampleValues } from './chart.js';
import { mountedAt, readCompose, readText, repository, textOf } from './compose-file.js';
import { definitions, knownTo, namesInSources, readAs, readElsewhere, siteNames } from './variables.js';

const named = definitions.map((definition) => [definition.name, definition] as const);
const { services } = readCompose();
const values = exampleValues();
const folder = mkdtempSync(join(tmpdir(), 'tongxiu-deploy-'));
afterAll(() => rmSync(folder, { recursive: true }));

const unknownIn = (definition: ServiceDefinition, given: Readonly<Record<string, string>>, others: readonly string[]): string[] => {
  const known = new Set([...knownTo(definition), ...readElsewhere, ...others]);
  return Object.keys(given).filter((name) => !known.has(name));
};

describe('every variable the sources name is one that the readers were seen to ask for', () => {
  test.each(named)('%s', (name, definition) => {
    const written = [...namesInSources('libs/hosting/src'), ...namesInSources(`services/${name}/src`)];
    const known = knownTo(definition);
    expect(written.length).toBeGreaterThan(8);
    expect(written.filter((variable) => !known.has(variable))).toEqual([]);
  });
});

describe('compose gives each service what it needs and nothing it does not know', () => {
  const sitesFile = (name: string): string | undefined => mountedAt(services[name] ?? {}, '/etc/tongxiu/sites.json');
  const secretsNamedBySites = (): string[] =>
    (JSON.parse(readText('deploy/compose/sites.json')) as { secretEnv: string }[]).map(({ secretEnv }) => secretEnv);

  test.each(named)('%s', (name, definition) => {
    const environment = textOf(services[name]?.environment);
    const file = sitesFile(name);
    const given = file === undefined ? environment : { ...environment, SITES_FILE: fileURLToPath(new URL(file, repository)) };
    expect(readAs(definition, given).refused).toEqual([]);
    expect(unknownIn(definition, environment, file === undefined ? [] : secretsNamedBySites())).toEqual([]);
  });

  test.each(named)('whatever else there is for %s is passed on from .env', (name, definition) => {
    const environment = services[name]?.environment ?? {};
    // Compose brings along what these are about; the keys of its issuer are fetched, and its services migrate by themselves.
    const settled = new Set(['BUS_DATABASE_URL', 'KAFKA_TLS', 'KAFKA_USERNAME', 'KAFKA_PASSWORD', 'KAFKA_SASL_MECHANISM']);
    for (const variable of ['S3_REGION', 'S3_PATH_STYLE', 'ISSUER_JWKS', 'MIGRATE_AT_START']) settled.add(variable);
    expect([...knownTo(definition)].filter((variable) => !(variable in environment) && !settled.has(variable))).toEqual([]);
    const passedOn = Object.entries(environment).filter(([, value]) => value === null);
    expect(passedOn.map(([variable]) => variable).filter((variable) => !knownTo(definition).has(variable))).toEqual([]);
  });

  test('a service without one of them would not start, and the check would say which', () => {
    const { CREDIT_CHINA_ORGAN_CODE: _code, KAFKA_BROKERS: _brokers, ...rest } = textOf(services['review']?.environment);
    const review = definitions.find(({ name }) => name === 'review');
    if (review === undefined) throw new Error('no review');
    expect(readAs(review, rest).refused.map(({ name }) => name)).toEqual(['KAFKA_BROKERS', 'CREDIT_CHINA_ORGAN_CODE']);
    expect(unknownIn(review, { ...rest, LOG_LEVLE: 'info' }, [])).toEqual(['LOG_LEVLE']);
  });

  test('each service is reached at the port it listens on', () => {
    for (const [name] of named) {
      const port = String(services[name]?.environment?.['PORT']);
      expect(services[name]?.ports).toEqual([`127.0.0.1:${port}:${port}`]);
    }
  });

  test('the sandbox sites are those of the sites file, at their addresses and with their secrets', () => {
    const sites = JSON.parse(readText('deploy/compose/sites.json')) as {
      id: string;
      baseUrl: string;
      clientId: string;
      secretEnv: string;
    }[];
    const known = new Set([...siteNames(), 'PROGRAM', 'HEALTH_PATH']);
    for (const { id, baseUrl, clientId, secretEnv } of sites) {
      const environment = textOf(services[id]?.environment);
      expect(readSettings(creditChina, environment)).toHaveProperty('options');
      expect(Object.keys(environment).filter((name) => !known.has(name))).toEqual([]);
      expect(environment).toMatchObject({ PROGRAM: `sandbox/sites/dist/src/${id}.js`, SITE_CLIENT_ID: clientId });
      expect(baseUrl).toBe(`http://${id}:${environment['PORT']}`);
      expect(services['sync']?.environment?.[secretEnv]).toBe(environment['SITE_SECRET']);
    }
  });
});

describe('the chart gives each service what it needs and nothing it does not know', () => {
  const withReadableSites = (given: Record<string, string>): Record<string, string> => {
    if (given['SITES_FILE'] === undefined) return given;
    const secret = join(folder, 'secret');
    const sites = join(folder, 'sites.json');
    writeFileSync(secret, 'long enough to be one');
    writeFileSync(sites, JSON.stringify(values.sites.list.map((site) => ({ ...site, secretFile: secret }))));
    return { ...given, SITES_FILE: sites };
  };

  test.each(named)('%s', (name, definition) => {
    const environment = environmentOf(values, name);
    expect(readAs(definition, withReadableSites(environment)).refused).toEqual([]);
    expect(unknownIn(definition, environment, [])).toEqual([]);
  });

  test.each(named)('the example of everything sets all there is for %s', (name, definition) => {
    const environment = environmentOf(exampleValues('everything'), name);
    expect(readAs(definition, withReadableSites(environment)).refused).toEqual([]);
    // The bus of one machine is none of the chart's; keys can be given outright, and then are not fetched.
    const elsewhere = new Set(['BUS_DATABASE_URL', 'ISSUER_JWKS']);
    expect([...knownTo(definition), ...readElsewhere].filter((variable) => !(variable in environment) && !elsewhere.has(variable))).toEqual(
      [],
    );
    expect(unknownIn(definition, environment, ['NODE_EXTRA_CA_CERTS', 'OTEL_RESOURCE_ATTRIBUTES'])).toEqual([]);
  });

  test('compose and chart set the same variables, apart from what only one of them has', () => {
    for (const [name] of named) {
      const composed = Object.keys(textOf(services[name]?.environment)).filter((variable) => !variable.startsWith('SITE_SECRET_'));
      // Only the chart has a Job that migrates.
      const { MIGRATE_AT_START: _, ...charted } = environmentOf(values, name);
      expect([name, ...Object.keys(charted).sort()]).toEqual([name, ...composed.sort()]);
    }
  });
});

describe('the reference for operators', () => {
  const page = readText('docs/operators/configuration.md');
  const told = new Set([...page.matchAll(/^\| `([A-Z][A-Z0-9_]*)`/gmu)].map(([, name = '']) => name));

  test('tells of every variable of every service', () => {
    const all = definitions.flatMap((definition) => [...knownTo(definition)]);
    expect([...new Set([...all, ...readElsewhere])].filter((name) => !told.has(name)).sort()).toEqual([]);
  });

  test('tells of every variable of the sandbox sites', () => {
    expect([...siteNames()].filter((name) => !told.has(name)).sort()).toEqual([]);
  });

  test('tells of no other', () => {
    const all = new Set([...definitions.flatMap((definition) => [...knownTo(definition)]), ...readElsewhere, ...siteNames()]);
    for (const name of ['PROGRAM', 'HEALTH_PATH', 'HEALTH_URLS', 'CLIENTS_FILE']) all.add(name);
    expect([...told].filter((name) => !all.has(name))).toEqual([]);
  });
});
