import { spawnSync } from 'node:child_process';
import type { NoKafka, TestKafka } from './kafka.js';

const image = process.env['KAFKA_IMAGE'] ?? 'apache/kafka:4.3.0';

interface Started {
  getHost(): string;
  getMappedPort(port: number): number;
  stop(): Promise<unknown>;
}

interface Testcontainers {
  readonly KafkaContainer: new (image: string) => { withKraft(): { start(): Promise<Started> } };
}

/**
 * Needs the package `@testcontainers/kafka`, which is not among the dependencies: it is asked for by those who run the specs
 * with Docker (`npm install --no-save @testcontainers/kafka`).
 */
export async function kafkaInDocker(): Promise<TestKafka | NoKafka> {
  const engine = spawnSync('docker', ['version', '--format', '{{.Server.Version}}'], { encoding: 'utf8', timeout: 10_000 });
  if (engine.status !== 0) return { missing: 'no Docker engine answers' };
  const name = '@testcontainers/kafka';
  const library = (await import(name).catch(() => undefined)) as Testcontainers | undefined;
  if (library === undefined) return { missing: `a Docker engine answers, but ${name} is not installed` };
  try {
    const container = await new library.KafkaContainer(image).withKraft().start();
    const brokers = [`${container.getHost()}:${container.getMappedPort(9093)}`];
    return {
      brokers,
      nodes: 1,
      version: `${image} in Docker ${engine.stdout.trim()}`,
      local: undefined,
      stop: async () => void (await container.stop()),
    };
  } catch (cause) {
    return { missing: `${image} did not start in Docker: ${cause instanceof Error ? cause.message : String(cause)}` };
  }
}
