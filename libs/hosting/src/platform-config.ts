import type { TrustedIssuer } from '@tongxiu/access';
import type { BusConfig, SigningKey } from '@tongxiu/messaging';
import { isShare, samplers } from '@tongxiu/telemetry';
import type { JSONWebKeySet } from 'jose';
import { readBusConfig, readSigningKeys } from './bus-config.js';
import { readDatabaseConfig, type DatabaseConfig } from './database-config.js';
import type { Environment } from './environment.js';
import { readTrustedProxies } from './trusted-proxies.js';

/** The variables every service has. */
export interface PlatformConfig extends DatabaseConfig {
  readonly host: string;
  readonly port: number;
  readonly bus: BusConfig;
  readonly signingKeys: readonly SigningKey[];
  readonly issuer: TrustedIssuer;
  /** Addresses and networks whose X-Forwarded-For is believed; of all others it is ignored. */
  readonly trustedProxies: readonly string[];
  readonly logLevel: string;
  /** Whether anybody may read `/metrics`; otherwise the operator's token is needed. */
  readonly metricsOpen: boolean;
}

export function readPlatformConfig(env: Environment, defaultPort: number): PlatformConfig {
  checkSampling(env);
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
    trustedProxies: readTrustedProxies(env),
    logLevel: env.oneOf('LOG_LEVEL', ['info', 'silent', 'error', 'warn', 'debug', 'trace'], { default: 'info' }),
    metricsOpen: env.oneOf('METRICS_OPEN', ['off', 'on'], { default: 'off' }) === 'on',
  };
}

/** The SDK takes a sampler it does not know for "everything" and says nothing; here such a slip ends the start. */
function checkSampling(env: Environment): void {
  env.oneOf('OTEL_TRACES_SAMPLER', samplers, { default: 'parentbased_traceidratio' });
  const share = env.optional('OTEL_TRACES_SAMPLER_ARG');
  if (share !== undefined && !isShare(share)) env.refuse('OTEL_TRACES_SAMPLER_ARG', 'must be a number from 0 to 1');
}

/** Keys are fetched from the issuer, or given outright where a service must not reach out. */
function readKeys(env: Environment): TrustedIssuer['keys'] {
  if (env.optional('ISSUER_JWKS') === undefined) return { jwksUrl: env.url('ISSUER_JWKS_URL') };
  return { jwks: env.json('ISSUER_JWKS') as JSONWebKeySet };
}
