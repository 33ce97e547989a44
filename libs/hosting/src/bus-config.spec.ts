import { describe, expect, test } from '@jest/globals';
import { signingKeysForm } from '@tongxiu/messaging';
import { busKeysEnv } from '@tongxiu/testkit';
import { readBusConfig, readSigningKeys } from './bus-config.js';
import { BadEnvironment, Environment } from './environment.js';

function read(variables: Record<string, string>) {
  const env = new Environment(variables);
  const config = readBusConfig(env);
  env.finish();
  return config;
}

test('the embedded bus is the one without a word, and needs its database', () => {
  expect(read({ BUS_DATABASE_URL: 'postgres://127.0.0.1/bus' })).toEqual({ kind: 'embedded', databaseUrl: 'postgres://127.0.0.1/bus' });
  expect(() => read({})).toThrow('BUS_DATABASE_URL is required');
});

test('Kafka needs its brokers only', () => {
  expect(read({ BUS: 'kafka', KAFKA_BROKERS: 'a:9092, b:9092' })).toEqual({
    kind: 'kafka',
    brokers: ['a:9092', 'b:9092'],
    clientId: 'tongxiu',
    replicationFactor: 3,
    retentionMs: 2_592_000_000,
    compression: 'none',
    tls: false,
  });
});

test('an account goes with its password', () => {
  const account = { BUS: 'kafka', KAFKA_BROKERS: 'a:9092', KAFKA_TLS: 'on', KAFKA_USERNAME: 'tongxiu' };
  expect(read({ ...account, KAFKA_PASSWORD: 'secret' })).toMatchObject({
    tls: true,
    sasl: { mechanism: 'scram-sha-512', username: 'tongxiu', password: 'secret' },
  });
  expect(() => read(account)).toThrow('KAFKA_PASSWORD is required');
});

test('every bad variable is named at once', () => {
  expect(() => read({ BUS: 'kafka', KAFKA_BROKERS: 'http://a', KAFKA_REPLICATION: '0', KAFKA_COMPRESSION: 'zstd' })).toThrow(
    /KAFKA_REPLICATION .*KAFKA_COMPRESSION .*|KAFKA_BROKERS .*KAFKA_REPLICATION/u,
  );
  expect(() => read({ BUS: 'rabbit' })).toThrow('BUS must be one of embedded, kafka');
});

describe('the keys of the bus', () => {
  const secret = (bytes: number, of = 7): string => Buffer.alloc(bytes, of).toString('base64');
  function readKeys(given: string | undefined) {
    const env = new Environment(given === undefined ? {} : { BUS_SIGNING_KEYS: given });
    const keys = readSigningKeys(env);
    env.finish();
    return keys;
  }

  test('are read in their order, each with its name', () => {
    expect(readKeys(`2026-12:${secret(32)}, 2026-11:${secret(48)}`).map(({ id, secret: of }) => [id, of.symmetricKeySize])).toEqual([
      ['2026-12', 32],
      ['2026-11', 48],
    ]);
    expect(readKeys(busKeysEnv.BUS_SIGNING_KEYS)).toHaveLength(1);
  });

  test('are required', () => {
    expect(() => readKeys(undefined)).toThrow('BUS_SIGNING_KEYS is required');
    expect(() => readKeys('')).toThrow('BUS_SIGNING_KEYS is required');
  });

  test.each([
    ['a secret without a name', secret(32)],
    ['a name without a secret', 'a:'],
    ['a secret that is too short', `a:${secret(31)}`],
    ['text that is not base64', `a:${'s*'.repeat(30)}`],
    ['base64 for addresses', `a:${Buffer.alloc(33, 0xff).toString('base64url')}`],
    ['base64 that was cut off', `a:${secret(32).slice(0, -1)}`],
    ['one name for two secrets', `a:${secret(32)},a:${secret(32, 8)}`],
    ['a name with a dot', `a.b:${secret(32)}`],
    ['an empty entry', `a:${secret(32)},`],
  ])('are refused by name and never shown: %s', (_case, given) => {
    expect(() => readKeys(given)).toThrow(new BadEnvironment([{ name: 'BUS_SIGNING_KEYS', why: `must be ${signingKeysForm}` }]));
  });
});
