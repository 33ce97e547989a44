import { parse } from 'yaml';
import { readText } from './compose-file.js';

interface SecretKey {
  readonly name: string;
  readonly key: string;
}

export interface ChartService {
  readonly port: number;
  readonly env: Readonly<Record<string, string>>;
  readonly secretEnv: Readonly<Record<string, SecretKey>>;
}

export interface ChartValues {
  readonly env: Readonly<Record<string, string>>;
  readonly secretEnv: Readonly<Record<string, SecretKey>>;
  readonly trust: { readonly configMap: string };
  readonly migration: { readonly enabled: boolean };
  readonly services: Readonly<Record<string, ChartService>>;
  readonly sites: { readonly list: readonly Readonly<Record<string, unknown>>[] };
}

export const chart = 'deploy/helm/tongxiu';

/** The chart's values with those of the example, and of others, laid over them, maps into maps, as Helm does. */
export const exampleValues = (...others: readonly string[]): ChartValues =>
  ['values', ...others]
    .map((name) => parse(readText(`${chart}/examples/${name}.yaml`)))
    .reduce(laidOver, parse(readText(`${chart}/values.yaml`)));

function laidOver(base: unknown, over: unknown): unknown {
  if (!isMap(base) || !isMap(over)) return over ?? base;
  const names = new Set([...Object.keys(base), ...Object.keys(over)]);
  return Object.fromEntries([...names].map((name) => [name, name in over ? laidOver(base[name], over[name]) : base[name]]));
}

const isMap = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What the template makes of it: the platform's variables, the service's own, and the values of Secrets, which are nobody's here. */
export function environmentOf({ env, secretEnv, trust, migration, services }: ChartValues, name: string): Record<string, string> {
  const service = services[name];
  if (service === undefined) throw new Error(`The chart has no service ${name}.`);
  const own = { PORT: service.port, OTEL_SERVICE_NAME: name, MIGRATE_AT_START: migration.enabled ? 'off' : 'on' };
  const trusted = trust.configMap === '' ? {} : { NODE_EXTRA_CA_CERTS: '/etc/tongxiu/trust/ca.crt' };
  const plain = Object.entries({ ...env, ...service.env, ...own, ...trusted });
  const secret = Object.keys({ ...secretEnv, ...service.secretEnv }).map((variable) => [variable, secretLike(variable)]);
  return Object.fromEntries([...plain.filter(([, value]) => value !== '').map(([key, value]) => [key, String(value)]), ...secret]);
}

function secretLike(variable: string): string {
  const bytes = Buffer.alloc(32, 7).toString('base64');
  if (variable.endsWith('_URL')) return 'postgres://somebody:secret@database/one';
  return variable === 'BUS_SIGNING_KEYS' ? `first:${bytes}` : bytes;
}
