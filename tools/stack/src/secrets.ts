import { randomBytes } from 'node:crypto';
import { type Client, demoClients, newSecret } from './clients.js';
import { keep, readKept } from './kept-file.js';
import type { Places } from './places.js';
import { sandboxSites } from './sites.js';

export interface Secrets {
  readonly siteSecrets: Readonly<Record<string, string>>;
  /** Opens the fault switches of the sandbox sites. */
  readonly siteAdminToken: string;
  /** What services sign their messages with and know them by. */
  readonly busSigningKeys: string;
}

/** Made at the first start of a data folder and kept there; nothing in the product has a secret that ships with it. */
export function keptSecrets({ secrets: file }: Places): Secrets {
  const earlier = readKept<Partial<Secrets>>(file);
  const secrets = {
    siteSecrets: Object.fromEntries(sandboxSites.map(({ id }) => [id, earlier?.siteSecrets?.[id] ?? newSecret()])),
    siteAdminToken: earlier?.siteAdminToken ?? newSecret(),
    busSigningKeys: earlier?.busSigningKeys ?? `first:${randomBytes(32).toString('base64')}`,
  };
  keep(file, secrets);
  return secrets;
}

export function keptClients({ clients: file }: Places): readonly Client[] {
  const clients = demoClients(readKept<Client[]>(file) ?? []);
  keep(file, clients);
  return clients;
}
