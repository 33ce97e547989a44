import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordKind } from '@tongxiu/contracts';
import type { SiteProfile } from './profile.js';
import type { SiteOptions } from './start-site.js';
import { allKinds } from './words.js';

type Env = Readonly<Record<string, string | undefined>>;
export type SettingsReading = { readonly options: SiteOptions } | { readonly faults: readonly string[] };

const secretMin = 16;

/** Reads the environment once and names everything that is wrong with it. There is no default secret. */
export function readSettings(profile: SiteProfile, env: Env): SettingsReading {
  const faults: string[] = [];
  const expect = (holds: boolean, sentence: string): void => void (holds || faults.push(sentence));
  const secret = longTermSecret(env);
  expect(secret.length >= secretMin, `SITE_SECRET or SITE_SECRET_FILE must give a secret of at least ${secretMin} characters`);
  const port = Number(env['PORT'] ?? profile.defaultPort);
  expect(Number.isInteger(port) && port >= 0 && port <= 65_535, 'PORT must be a number from 0 to 65535');
  const lifetimeSeconds = Number(env['WORKING_KEY_SECONDS'] ?? 3_600);
  expect(lifetimeSeconds > 0, 'WORKING_KEY_SECONDS must be a positive number');
  const kinds = (env['KINDS'] ?? profile.kinds.join(',')).split(',').map((kind) => kind.trim()) as RecordKind[];
  expect(
    kinds.every((kind) => allKinds.includes(kind)),
    `KINDS may name ${allKinds.join(', ')}`,
  );
  const faultsOn = env['SITE_FAULTS'] === 'on';
  const adminToken = env['SITE_ADMIN_TOKEN'] ?? '';
  expect(!faultsOn || adminToken.length >= secretMin, `SITE_FAULTS=on needs SITE_ADMIN_TOKEN of at least ${secretMin} characters`);
  if (faults.length > 0) return { faults };
  return {
    options: {
      dataDir: env['DATA_DIR'] ?? join('.tongxiu', 'sites', profile.id),
      clientId: env['SITE_CLIENT_ID'] ?? 'tongxiu',
      secret,
      host: env['HOST'] ?? '127.0.0.1',
      port,
      kinds,
      workingKeyLifetimeMs: lifetimeSeconds * 1_000,
      adminToken: faultsOn ? adminToken : undefined,
    },
  };
}

function longTermSecret(env: Env): string {
  if (env['SITE_SECRET'] !== undefined) return env['SITE_SECRET'];
  const file = env['SITE_SECRET_FILE'];
  if (file === undefined) return '';
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}
