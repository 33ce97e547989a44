import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { repositoryRoot } from '@tongxiu/stack';
import { s3InDocker } from './s3-in-docker.js';

/** An S3-compatible server that may be written to. Each spec takes a bucket of its own. */
export interface TestS3 {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** What exactly the specs ran against. */
  readonly version: string;
  stop(): Promise<void>;
}

/** A sentence why there is no S3; specs skip themselves by name with it, and never pass. */
export interface NoS3 {
  readonly missing: string;
}

interface LocalGateway {
  readonly gatewayVersion: string;
  readonly whyNot: () => string | undefined;
  readonly startGateway: (options: { readonly folder: string }) => Promise<Omit<TestS3, 'version'>>;
}

/**
 * The server that `TONGXIU_TEST_S3` names (`http://key:secret@host:port`); else the one compose uses, where a Docker engine answers;
 * else versitygw, built with Go. With `TONGXIU_REQUIRE_S3=1` a machine that has none of the three fails.
 */
export async function testS3(): Promise<TestS3 | NoS3> {
  const given = process.env['TONGXIU_TEST_S3'];
  if (given) {
    const { origin, username, password } = new URL(given);
    const keys = { accessKeyId: decodeURIComponent(username), secretAccessKey: decodeURIComponent(password) };
    return { endpoint: origin, ...keys, version: 'TONGXIU_TEST_S3', stop: async () => undefined };
  }
  const container = await s3InDocker();
  if (!('missing' in container)) return container;
  const local = await localS3();
  if (!('missing' in local)) return local;
  const missing = ['TONGXIU_TEST_S3 is not set', container.missing, local.missing].join('; ');
  if (process.env['TONGXIU_REQUIRE_S3'] === '1') throw new Error(`An S3-compatible server is required here: ${missing}.`);
  return { missing };
}

async function localS3(): Promise<TestS3 | NoS3> {
  const module = pathToFileURL(join(repositoryRoot(), 'deploy/s3-local/gateway.mjs')).href;
  const { gatewayVersion, startGateway, whyNot } = (await import(module)) as LocalGateway;
  const missing = whyNot();
  if (missing !== undefined) return { missing };
  const folder = mkdtempSync(join(tmpdir(), 'tongxiu-s3-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  try {
    const { stop, ...gateway } = await startGateway({ folder });
    return { ...gateway, version: `versitygw ${gatewayVersion}`, stop: () => stop().finally(remove) };
  } catch (cause) {
    remove();
    return { missing: cause instanceof Error ? cause.message : String(cause) };
  }
}
