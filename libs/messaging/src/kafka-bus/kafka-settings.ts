import type { KafkaConfig, RetryOptions } from 'kafkajs';
import { valueBytesMax } from '../value-size.js';

export interface KafkaBusOptions extends Partial<KafkaTimes> {
  /** `host:port` of some brokers; the others are learnt from them. */
  readonly brokers: readonly string[];
  readonly clientId?: string;
  /** Copies of each partition, for topics made here. With three or more, two must have a message before it counts as written. */
  readonly replicationFactor: number;
  /** How long a topic made here keeps messages, at least. */
  readonly retentionMs: number;
  /** The brokers keep messages in this form whatever a producer sends, so that no reader meets a codec it does not know. */
  readonly compression?: 'none' | 'gzip';
  readonly tls?: boolean;
  readonly sasl?: { readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'; readonly username: string; readonly password: string };
}

export interface KafkaTimes {
  /** How long a broker may hold a fetch that finds nothing. Commits and heartbeats wait behind it on the same connection. */
  readonly fetchWaitMs: number;
  /** A member that is silent for so long is taken for dead. Brokers accept 6 s at least. */
  readonly sessionMs: number;
  readonly heartbeatMs: number;
  /** How often an idle member looks whether it really is at the end of the log. */
  readonly endCheckMs: number;
  readonly retryFirstMs: number;
  readonly retryCapMs: number;
}

/**
 * A new message ends a waiting fetch at once, so `fetchWaitMs` costs no latency; it bounds how long a partition that was paused waits
 * to be fetched again, and how long stopping takes. Twenty fetches a second and subscription are the price.
 */
export const defaultTimes: KafkaTimes = {
  fetchWaitMs: 50,
  sessionMs: 10_000,
  heartbeatMs: 1000,
  endCheckMs: 5000,
  retryFirstMs: 100,
  retryCapMs: 5000,
};

/** Room for the largest event with its headers. */
export const messageBytesMax = 2 * valueBytesMax;

/** The client gives up after some three seconds: the relay and the consumer loop retry with a view of the whole, it sees one request. */
export const clientRetry: RetryOptions = { initialRetryTime: 100, retries: 5, multiplier: 2, factor: 0.2, maxRetryTime: 2000 };

export function clientSettings(options: KafkaBusOptions, silent: KafkaConfig['logLevel']): KafkaConfig {
  const { sasl } = options;
  return {
    clientId: options.clientId ?? 'tongxiu',
    brokers: [...options.brokers],
    connectionTimeout: 3000,
    requestTimeout: 15_000,
    retry: clientRetry,
    // Its errors reach the relay's and the reactions' own log lines; its own would tell each of them again, with a stack.
    ...(silent !== undefined && { logLevel: silent }),
    ...(options.tls === true && { ssl: true }),
    ...(sasl !== undefined && { sasl: { ...sasl } as NonNullable<KafkaConfig['sasl']> }),
  };
}
