import { recordKinds, tiers, type RecordKind, type Tier } from '@tongxiu/contracts';
import { siteIdPattern, type MaintenanceWindow, type Site } from './domain/site.js';

/** A site with what it takes to reach it. */
export interface ConfiguredSite extends Site {
  readonly connector: 'signed-json';
  readonly baseUrl: string;
  readonly clientId: string;
  readonly secret: string;
}

export interface SecretSources {
  readonly environment: (name: string) => string | undefined;
  readonly file: (path: string) => string;
}

const batchSizeDefault = 500;
/** The published interface takes no more changes at a time. */
const batchSizeLimit = 1_000;

/** Reads every site and says every fault at once; a value is never repeated, since it may be a secret. */
export function readSites(read: () => string, secrets: SecretSources): { sites: readonly ConfiguredSite[]; faults: readonly string[] } {
  let list: unknown;
  try {
    list = JSON.parse(read());
  } catch {
    return { sites: [], faults: ['the file cannot be read as JSON'] };
  }
  if (!Array.isArray(list) || list.length === 0) return { sites: [], faults: ['the file must hold a list of at least one site'] };
  const faults: string[] = [];
  const sites = list.map((entry: unknown, index) => readSite(entry, `site ${index + 1}`, secrets, faults));
  const ids = sites.map(({ id }) => id).filter((id) => id !== '');
  for (const id of new Set(ids.filter((id, index) => ids.indexOf(id) !== index))) faults.push(`the id ${id} is given twice`);
  return { sites, faults };
}

function readSite(entry: unknown, fallbackName: string, secrets: SecretSources, faults: string[]): ConfiguredSite {
  const fields: Readonly<Record<string, unknown>> = typeof entry === 'object' && entry !== null ? { ...entry } : {};
  const id = typeof fields['id'] === 'string' && siteIdPattern.test(fields['id']) ? fields['id'] : '';
  const label = id === '' ? fallbackName : id;
  const check = (holds: boolean, fault: string): void => {
    if (!holds) faults.push(`${label}: ${fault}`);
  };
  check(id !== '', 'id must be lower-case letters, digits and dashes');
  for (const name of Object.keys(fields)) check(knownFields.has(name), `${name} is not a setting`);
  const { tier, name, kinds = recordKinds, baseUrl, clientId, connector = 'signed-json', maintenance = [] } = fields;
  const { batchSizeMax = batchSizeDefault, ratePerSecond } = fields;
  check(tiers.includes(tier as Tier), `tier must be one of ${tiers.join(', ')}`);
  check(isWording(name), 'name must have zh and en');
  check(
    Array.isArray(kinds) && kinds.length > 0 && kinds.every((kind) => recordKinds.includes(kind as RecordKind)),
    `kinds must be some of ${recordKinds.join(', ')}`,
  );
  check(typeof baseUrl === 'string' && URL.canParse(baseUrl) && /^https?:/u.test(baseUrl), 'baseUrl must be an http or https URL');
  check(isText(clientId), 'clientId is required');
  check(connector === 'signed-json', 'connector must be signed-json');
  check(isWhole(batchSizeMax, batchSizeLimit), `batchSizeMax must be a whole number from 1 to ${batchSizeLimit}`);
  check(ratePerSecond === undefined || isWhole(ratePerSecond, 1_000_000), 'ratePerSecond must be a whole number from 1');
  check(Array.isArray(maintenance) && maintenance.every(isWindow), 'maintenance must be a list of { from, to } as HH:MM');
  const secret = readSecret(fields, secrets);
  check(secret !== undefined, 'one of secret, secretEnv, secretFile must give a secret that can be read');
  return {
    id,
    tier: tier as Tier,
    name: name as Site['name'],
    kinds: kinds as RecordKind[],
    baseUrl: String(baseUrl),
    clientId: String(clientId),
    secret: secret ?? '',
    connector: 'signed-json',
    batchSizeMax: Number(batchSizeMax),
    ratePerSecond: ratePerSecond === undefined ? undefined : Number(ratePerSecond),
    maintenance: maintenance as MaintenanceWindow[],
  };
}

const knownFields: ReadonlySet<string> = new Set([
  'id',
  'tier',
  'name',
  'kinds',
  'baseUrl',
  'clientId',
  'secret',
  'secretEnv',
  'secretFile',
  'connector',
  'batchSizeMax',
  'ratePerSecond',
  'maintenance',
]);

function readSecret(fields: Readonly<Record<string, unknown>>, secrets: SecretSources): string | undefined {
  const { secret, secretEnv, secretFile } = fields;
  try {
    if (isText(secret)) return secret;
    if (isText(secretEnv)) return secrets.environment(secretEnv);
    return isText(secretFile) ? secrets.file(secretFile) || undefined : undefined;
  } catch {
    return undefined;
  }
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isWhole = (value: unknown, max: number): boolean => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= max;
const isWording = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'zh' in value && 'en' in value && isText(value.zh) && isText(value.en);
const timeOfDay = /^([01]\d|2[0-3]):[0-5]\d$/u;
const isWindow = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'from' in value &&
  'to' in value &&
  timeOfDay.test(String(value.from)) &&
  timeOfDay.test(String(value.to));
