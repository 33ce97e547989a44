import { parseSigningKeys, signingKeysForm, type BusConfig, type SigningKey } from '@tongxiu/messaging';
import type { Environment } from './environment.js';

const dayMs = 86_400_000;

/** The bus of one machine, in PostgreSQL, or Apache Kafka; the variables of the other one are not looked at. */
export function readBusConfig(env: Environment): BusConfig {
  const kind = env.oneOf('BUS', ['embedded', 'kafka'], { default: 'embedded' });
  if (kind === 'embedded') return { kind, databaseUrl: env.url('BUS_DATABASE_URL') };
  const sasl = readSasl(env);
  return {
    kind,
    brokers: readBrokers(env),
    clientId: env.text('KAFKA_CLIENT_ID', { default: 'tongxiu' }),
    replicationFactor: env.integer('KAFKA_REPLICATION', { default: 3, min: 1, max: 9 }),
    retentionMs: env.integer('KAFKA_RETENTION_DAYS', { default: 30, min: 1, max: 3650 }) * dayMs,
    compression: env.oneOf<'none' | 'gzip'>('KAFKA_COMPRESSION', ['none', 'gzip'], { default: 'none' }),
    tls: env.oneOf('KAFKA_TLS', ['off', 'on'], { default: 'off' }) === 'on',
    ...(sasl !== undefined && { sasl }),
  };
}

/** The first key signs, every one verifies. There is no default: a key that everybody knows would be none. */
export function readSigningKeys(env: Environment): readonly SigningKey[] {
  const text = env.text('BUS_SIGNING_KEYS');
  if (text === '') return [];
  const keys = parseSigningKeys(text);
  if (keys === undefined) env.refuse('BUS_SIGNING_KEYS', `must be ${signingKeysForm}`);
  return keys ?? [];
}

function readBrokers(env: Environment): readonly string[] {
  const brokers = env
    .text('KAFKA_BROKERS')
    .split(',')
    .map((broker) => broker.trim());
  if (env.optional('KAFKA_BROKERS') !== undefined && !brokers.every((broker) => /^[^\s:/]+:\d{1,5}$/u.test(broker)))
    env.refuse('KAFKA_BROKERS', 'must be host:port, separated by commas');
  return brokers;
}

/** Without a user name the brokers are reached without an account. */
function readSasl(env: Environment) {
  const mechanism = env.oneOf('KAFKA_SASL_MECHANISM', ['scram-sha-512', 'scram-sha-256', 'plain'], { default: 'scram-sha-512' });
  const username = env.optional('KAFKA_USERNAME');
  if (username === undefined) return undefined;
  return { mechanism, username, password: env.text('KAFKA_PASSWORD') };
}
