import { readFileSync } from 'node:fs';
import type { Environment } from '@tongxiu/hosting';
import { readSites, type ConfiguredSite } from './sites-file.js';

export class SyncConfig {
  constructor(
    readonly sites: readonly ConfiguredSite[],
    readonly siteTimeoutMs: number,
  ) {}
}

/** Sites come from a file, since they are many settings each and hold secrets that do not belong into an environment. */
export function readConfig(env: Environment): SyncConfig {
  const path = env.path('SITES_FILE');
  const siteTimeoutMs = env.integer('SITE_TIMEOUT_MS', { default: 5_000, min: 50, max: 120_000 });
  if (path === '') return new SyncConfig([], siteTimeoutMs);
  const { sites, faults } = readSites(() => readFileSync(path, 'utf8'), {
    environment: (name) => env.optional(name),
    file: (name) => readFileSync(name, 'utf8').trim(),
  });
  if (faults.length > 0) env.refuse('SITES_FILE', `has ${faults.length} fault(s): ${faults.join('; ')}`);
  return new SyncConfig(sites, siteTimeoutMs);
}
