import type { TrustedIssuer } from '@tongxiu/access';
import type { BusConfig, SigningKey } from '@tongxiu/messaging';
import type { JSONWebKeySet } from 'jose';
import { readBusConfig, readSigningKeys } from './bus-config.js';
import { readDatabaseConfig, type DatabaseConfig } from './database-config.js';
import type { Environment } from './environment.js';

/** The variables every service has. */
export interface PlatformConfig extends DatabaseConfig {
  readonly host: string;
  readonly port: number;
  readonly bus: BusConfig;
  readonly signingKeys: readonly SigningKey[];
  readonly issuer: TrustedIssuer;
  readonly logLevel: string;
  /** Whether anybody may read `/metrics`; otherwise the operator's token is needed. */
  readonly metricsOpen: boolean;
}

export function readPlatformConfig(env: Environment, defaultPort: number): PlatformConfig {
  return {
    host: env.text('HOST', { default: '127.0.0.1' }),
    port: env.integer('PORT', { default: defaultPort, max: 65_535 }),
    ...readDatabaseConfig(env),
    bus: readBusConfig(env),
    signingKeys: readSigningKeys(env),
    issuer: {
      issuer: env.text('ISSUER'),
      audience: env.text('TOKEN_AUDIENCE', { default: 'tongxiu' }),
      keys: readKeys(env),
    },
    logLevel: env.oneOf('LOG_LEVEL', ['info', 'silent', 'error', 'warn', 'debug', 'trace'], { default: 'info' }),
    metricsOpen: env.oneOf('METRICS_OPEN', ['off', 'on'], { default: 'off' }) === 'on',
  };
}

/** Keys are fetched from the issuer, or given outright where a service must not reach out. */
function readKeys(env: Environment): TrustedIssuer['keys'] {
  if (env.optional('ISSUER_JWKS') === undefined) return { jwksUrl: env.url('ISSUER_JWKS_URL') };
  return { jwks: env.json('ISSUER_JWKS') as JSONWebKeySet };
}
