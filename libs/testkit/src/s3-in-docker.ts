import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import type { NoS3, TestS3 } from './s3.js';

const image = process.env['S3_IMAGE'] ?? 'chrislusf/seaweedfs:4.44';
const port = 8333;

interface Container {
  withEnvironment(environment: Readonly<Record<string, string>>): Container;
  withCommand(command: readonly string[]): Container;
  withExposedPorts(port: number): Container;
  withWaitStrategy(strategy: unknown): Container;
  start(): Promise<{ getHost(): string; getMappedPort(port: number): number; stop(): Promise<unknown> }>;
}

interface Testcontainers {
  readonly GenericContainer: new (image: string) => Container;
  readonly Wait: { forHttp(path: string, port: number): unknown };
}

/**
 * Needs the package `testcontainers`, which is not among the dependencies: it is asked for by those who run the specs with Docker
 * (`npm install --no-save testcontainers`).
 */
export async function s3InDocker(): Promise<TestS3 | NoS3> {
  const engine = spawnSync('docker', ['version', '--format', '{{.Server.Version}}'], { encoding: 'utf8', timeout: 10_000 });
  if (engine.status !== 0) return { missing: 'no Docker engine answers' };
  const name = 'testcontainers';
  const library = (await import(name).catch(() => undefined)) as Testcontainers | undefined;
  if (library === undefined) return { missing: `a Docker engine answers, but ${name} is not installed` };
  const keys = { accessKeyId: randomBytes(10).toString('hex'), secretAccessKey: randomBytes(20).toString('hex') };
  try {
    const container = await new library.GenericContainer(image)
      .withEnvironment({ AWS_ACCESS_KEY_ID: keys.accessKeyId, AWS_SECRET_ACCESS_KEY: keys.secretAccessKey })
      .withCommand(['server', '-s3', '-dir=/data', '-ip.bind=0.0.0.0'])
      .withExposedPorts(port)
      .withWaitStrategy(library.Wait.forHttp('/status', port))
      .start();
    const endpoint = `http://${container.getHost()}:${container.getMappedPort(port)}`;
    const version = `${image} in Docker ${engine.stdout.trim()}`;
    return { endpoint, ...keys, version, stop: async () => void (await container.stop()) };
  } catch (cause) {
    return { missing: `${image} did not start in Docker: ${cause instanceof Error ? cause.message : String(cause)}` };
  }
}
