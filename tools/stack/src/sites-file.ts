import { recordKinds } from '@tongxiu/contracts';
import { keep } from './kept-file.js';
import type { Places } from './places.js';
import type { Secrets } from './secrets.js';
import { sandboxSites } from './sites.js';

/** Tells `sync` where the sites are; written at every start, as a site may have had to take another port. */
export function writeSitesFile({ sites: file }: Places, { siteSecrets }: Secrets, urlOf: (site: string) => string): void {
  const entries = sandboxSites.map(({ id, tier, name }) => ({
    id,
    tier,
    name,
    connector: 'signed-json',
    baseUrl: urlOf(id),
    clientId: 'tongxiu',
    secret: siteSecrets[id],
    kinds: recordKinds,
  }));
  keep(file, entries);
}
