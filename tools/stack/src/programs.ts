import { join } from 'node:path';
import type { Databases } from './databases.js';
import type { Places } from './places.js';
import { creditChinaOrgan } from './sample-organs.js';
import type { Secrets } from './secrets.js';
import { sandboxSites } from './sites.js';

/** What the launcher knows of a program before it starts it. */
export interface Program {
  readonly name: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly entry: string;
  readonly preferredPort: number;
  readonly env: (port: number) => Readonly<Record<string, string>>;
}

export const serviceNames = ['intake', 'review', 'publicity', 'sync'] as const;
export type ServiceName = (typeof serviceNames)[number];

const services: Readonly<Record<ServiceName, { readonly port: number; readonly title: Program['title'] }>> = {
  intake: { port: 7110, title: { zh: '归集与申请', en: 'Intake' } },
  review: { port: 7120, title: { zh: '审核', en: 'Review' } },
  publicity: { port: 7130, title: { zh: '公示', en: 'Publicity' } },
  sync: { port: 7140, title: { zh: '同步', en: 'Sync' } },
};

const audience = 'tongxiu';

export const issuerProgram = ({ root, data, clients }: Places, host: string): Program => ({
  name: 'issuer',
  title: { zh: '沙箱令牌服务', en: 'Sandbox token issuer' },
  entry: join(root, 'sandbox/issuer/dist/src/main.js'),
  preferredPort: 7100,
  env: (port) => ({
    HOST: host,
    PORT: String(port),
    ISSUER: `http://${host}:${port}`,
    TOKEN_AUDIENCE: audience,
    DATA_DIR: join(data, 'issuer'),
    CLIENTS_FILE: clients,
  }),
});

export const sitePrograms = ({ root, data }: Places, host: string, secrets: Secrets): readonly Program[] =>
  sandboxSites.map(({ id, name, port: preferredPort }) => ({
    name: id,
    title: name,
    entry: join(root, 'sandbox/sites/dist/src', `${id}.js`),
    preferredPort,
    env: (port) => ({
      HOST: host,
      PORT: String(port),
      DATA_DIR: join(data, 'sites', id),
      SITE_SECRET: secrets.siteSecrets[id] ?? '',
      SITE_CLIENT_ID: audience,
      SITE_FAULTS: 'on',
      SITE_ADMIN_TOKEN: secrets.siteAdminToken,
      NODE_ENV: 'production',
    }),
  }));

export type BusKind = 'embedded' | 'kafka';

export function servicePrograms(
  places: Places,
  host: string,
  databases: Databases,
  issuerUrl: string,
  bus: Readonly<Record<string, string>>,
): readonly Program[] {
  const own: Readonly<Record<ServiceName, Readonly<Record<string, string>>>> = {
    intake: { MATERIALS_DIR: join(places.data, 'materials'), CREDIT_CHINA_ORGAN_CODE: creditChinaOrgan.code },
    review: { CREDIT_CHINA_ORGAN_CODE: creditChinaOrgan.code },
    publicity: {},
    sync: { SITES_FILE: places.sites },
  };
  return serviceNames.map((name) => ({
    name,
    title: services[name].title,
    entry: join(places.root, 'services', name, 'dist/src/main.js'),
    preferredPort: services[name].port,
    env: (port) => ({
      HOST: host,
      PORT: String(port),
      DATABASE_URL: databases[name],
      ...bus,
      ISSUER: issuerUrl,
      ISSUER_JWKS_URL: `${issuerUrl}/jwks.json`,
      TOKEN_AUDIENCE: audience,
      LOG_LEVEL: 'info',
      NODE_ENV: 'production',
      ...own[name],
    }),
  }));
}
