import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forgetful, startEmbeddedPostgres, withClient, withDatabase } from '@tongxiu/stack/postgres';
import { eventually } from './eventually.js';

export interface TestPostgres {
  /** A database of its own, empty or a copy of `template` (the URL of a database that nobody is connected to any more). */
  createDatabase(template?: string): Promise<string>;
  /** Drops the databases made through this object. The server ends with the test run. */
  stop(): Promise<void>;
}

let server: Promise<string> | undefined;

/** Attaches to `TONGXIU_TEST_POSTGRES` (the URL of a superuser) if set, else to the one server of this test run. */
export async function testPostgres(): Promise<TestPostgres> {
  server ??= findServer();
  const admin = await server;
  const made: string[] = [];
  return {
    createDatabase: async (template) => {
      const name = `test_${randomBytes(8).toString('hex')}`;
      const copied = template === undefined ? 'template0' : decodeURIComponent(new URL(template).pathname.slice(1));
      await withClient(admin, (client) =>
        client.query(`create database ${name} template ${client.escapeIdentifier(copied)} strategy file_copy`),
      );
      made.push(name);
      return withDatabase(admin, name);
    },
    stop: async () => {
      const names = made.splice(0);
      await withClient(admin, async (client) => {
        for (const name of names) await client.query(`drop database if exists ${name} with (force)`);
      });
    },
  };
}

async function findServer(): Promise<string> {
  const given = process.env['TONGXIU_TEST_POSTGRES'];
  if (given) return given;
  const run = process.env['TONGXIU_TEST_RUN'];
  return run === undefined ? ofThisProcess() : ofThisRun(run);
}

/** Without the set-up of a run (a spec started by other means) the server lives as long as this process. */
async function ofThisProcess(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'tongxiu-test-'));
  chmodSync(folder, 0o755);
  const started = await startEmbeddedPostgres({ folder, settings: forgetful, discard: true });
  return started.url();
}

/** Of several workers that ask at once, the one that makes the claim starts the server; the others wait for its address. */
async function ofThisRun(run: string): Promise<string> {
  const addressFile = join(run, 'address');
  if (claim(join(run, 'claim'))) {
    const address = await startForRun(run).catch((error: unknown) => `failed: ${String(error)}`);
    writeFileSync(`${addressFile}.new`, address, { mode: 0o600 });
    renameSync(`${addressFile}.new`, addressFile);
  }
  await eventually(() => existsSync(addressFile), { timeoutMs: 90_000 });
  const address = readFileSync(addressFile, 'utf8');
  if (address.startsWith('failed: ')) throw new Error(`The PostgreSQL server of this test run did not start. ${address}`);
  return address;
}

async function startForRun(run: string): Promise<string> {
  const lifeline = openSync(join(run, 'lifeline'), 'r');
  const started = await startEmbeddedPostgres({ folder: run, settings: forgetful, discard: true, lifeline });
  return started.url();
}

function claim(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}
