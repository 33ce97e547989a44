import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalKafka, whyNoLocalKafka } from '@tongxiu/stack/kafka';
import { kafkaInDocker } from './kafka-in-docker.js';

export interface TestKafka {
  readonly brokers: readonly string[];
  /** How many copies of a topic it can hold. */
  readonly nodes: number;
  /** What exactly the specs ran against. */
  readonly version: string;
  /** Kills and starts nodes; only where they are ours. */
  readonly local: LocalKafka | undefined;
  stop(): Promise<void>;
}

/** A sentence why there is no Kafka; specs skip themselves by name with it, and never pass. */
export interface NoKafka {
  readonly missing: string;
}

export interface KafkaWish {
  readonly nodes?: 1 | 3;
  /** Nodes that may be killed: then neither a given broker nor a container will do. */
  readonly own?: boolean;
}

/**
 * The broker that `KAFKA_BROKERS` names; else a container, where a Docker engine answers; else Apache Kafka's own jars, where Java 17
 * and Maven are. With `TONGXIU_REQUIRE_KAFKA=1`, as in CI, a machine that has none of the three fails.
 */
export async function testKafka({ nodes = 1, own = false }: KafkaWish = {}): Promise<TestKafka | NoKafka> {
  const given = process.env['KAFKA_BROKERS'];
  if (given && !own && nodes === 1) {
    return {
      brokers: given.split(','),
      nodes: 1,
      version: process.env['KAFKA_VERSION'] ?? 'KAFKA_BROKERS',
      local: undefined,
      stop: async () => undefined,
    };
  }
  const reasons: string[] = [];
  if (!own && nodes === 1) {
    const container = await kafkaInDocker();
    if (!('missing' in container)) return container;
    reasons.push('KAFKA_BROKERS is not set', container.missing);
  }
  const why = await whyNoLocalKafka();
  if (why === undefined) return startLocal(nodes);
  const missing = [...reasons, why].join('; ');
  if (process.env['TONGXIU_REQUIRE_KAFKA'] === '1') throw new Error(`Apache Kafka is required here: ${missing}.`);
  return { missing };
}

async function startLocal(nodes: 1 | 3): Promise<TestKafka> {
  const folder = mkdtempSync(join(tmpdir(), 'tongxiu-kafka-'));
  const local = await LocalKafka.start({ folder, nodes });
  const stop = async (): Promise<void> => {
    await local.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  return { brokers: local.brokers, nodes, version: local.version, local, stop };
}
