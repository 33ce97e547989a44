import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

export const repository = new URL('../../', import.meta.url);
export const readText = (path: string): string => readFileSync(new URL(path, repository), 'utf8');

/** Every TypeScript source of a folder as one text, specs left out. */
export function sourcesIn(folder: string): string {
  const files = readdirSync(new URL(folder, repository), { recursive: true, encoding: 'utf8' });
  return files.flatMap((file) => (file.endsWith('.ts') && !file.endsWith('.spec.ts') ? readText(`${folder}/${file}`) : [])).join('\n');
}

export interface ComposeService {
  readonly image?: string;
  readonly pull_policy?: string;
  readonly build?: { readonly context: string; readonly dockerfile?: string; readonly args?: Readonly<Record<string, string | null>> };
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string | number | boolean | null>>;
  readonly volumes?: readonly string[];
  readonly tmpfs?: readonly string[];
  readonly ports?: readonly string[];
  readonly networks?: readonly string[];
  readonly profiles?: readonly string[];
  readonly secrets?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test: readonly string[]; readonly start_period?: string };
  readonly read_only?: boolean;
  readonly privileged?: boolean;
  readonly cap_drop?: readonly string[];
  readonly cap_add?: readonly string[];
  readonly security_opt?: readonly string[];
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly networks: Readonly<Record<string, unknown>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

export const composeText = readText('docker-compose.yml');

/** Names that .env.example asks for: `undefined` where it only tells of a default, '' where a secret is made. */
export function exampleEnvironment(): ReadonlyMap<string, string | undefined> {
  const lines = readText('.env.example').matchAll(/^(# )?([A-Z][A-Z0-9_]*)=(.*)$/gmu);
  return new Map([...lines].map(([, commented, name = '', value = '']) => [name, commented === undefined ? value : undefined]));
}

/** As `docker compose config` would give it: merged, and every variable replaced. A secret becomes one that its name decides. */
export function readCompose(): ComposeFile {
  const given = exampleEnvironment();
  const filled = composeText.replace(
    /\$(?:\$|\{([A-Z][A-Z0-9_]*)(?::([-?])([^}]*))?\})/gu,
    (whole, name?: string, sign?: string, rest = '') => {
      if (name === undefined) return whole === '$$' ? '$' : whole;
      const value = given.get(name);
      if (value !== undefined) return value === '' ? secretFor(name) : value;
      return sign === '-' ? rest : '';
    },
  );
  return parse(filled, { merge: true }) as ComposeFile;
}

/** 32 bytes in base64, as long as the longest that is asked for. */
function secretFor(name: string): string {
  const digest = createHash('sha256').update(name);
  if (name === 'BUS_SIGNING_KEYS') return `first:${digest.digest('base64')}`;
  return digest.digest(name.endsWith('_KEY') ? 'base64' : 'base64url');
}

/** What a container sees at a path, as a file of this repository. */
export function mountedAt({ volumes = [] }: ComposeService, path: string): string | undefined {
  const source = volumes.map((volume) => volume.split(':')).find(([, target]) => target === path)?.[0];
  return source?.startsWith('./') === true ? source.slice(2) : undefined;
}

/** A name without a value is passed on where somebody set it; nobody did. */
export const textOf = (environment: ComposeService['environment'] = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(environment).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]])));
