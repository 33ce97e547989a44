import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { creditChinaOrgan, demoClients, repositoryRoot, sampleOrgans, sandboxSites, TokenDesk } from '@tongxiu/stack';
import type { Platform } from './steps/platform.js';

const on = (port: number): string => `http://127.0.0.1:${port}`;

/** What docker-compose.yml publishes. The clients of Keycloak's sample realm are named as those of a demo are; their secrets are in .env. */
export function platformOfCompose(folder = repositoryRoot()): Platform {
  const secrets = parseEnv(readFileSync(join(folder, '.env'), 'utf8'));
  const clients = demoClients([]).flatMap((client) => {
    const secret = secrets[`${client.id.toUpperCase().replaceAll('-', '_')}_SECRET`];
    return secret === undefined ? [] : [{ ...client, secret }];
  });
  const known = new Set(clients.map(({ id }) => id));
  const desk = new TokenDesk(`${secrets['ISSUER'] ?? on(7100) + '/realms/tongxiu'}/protocol/openid-connect`, clients);
  return {
    urls: {
      intake: on(7110),
      review: on(7120),
      publicity: on(7130),
      sync: on(7140),
      sites: Object.fromEntries(sandboxSites.map(({ id, port }) => [id, on(port)])),
    },
    organs: sampleOrgans.filter(({ slug }) => known.has(`department-${slug}`) && known.has(`reviewer-${slug}`)),
    creditChina: creditChinaOrgan,
    token: (role, organ) => desk.token({ role, ...(organ === undefined ? {} : { organ: organ.code }) }),
  };
}
