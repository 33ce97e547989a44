import { expect, test } from '@jest/globals';
import { readBusConfig } from './bus-config.js';
import { Environment } from './environment.js';

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
