import { execFile } from 'node:child_process';
import { chownSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Installation, program } from './binaries.js';
import type { ServerUser } from './server-user.js';

export const superuser = 'tongxiu';

export interface NewCluster {
  readonly installation: Installation;
  readonly user: ServerUser;
  readonly dataDir: string;
  readonly password: string;
  /** False for data that is thrown away anyway. */
  readonly sync: boolean;
}

export const clusterExists = (dataDir: string): boolean => existsSync(join(dataDir, 'PG_VERSION'));

/** Lays out an empty cluster. Byte order collation: keys compare the same on every machine, and faster. */
export async function createCluster({ installation, user, dataDir, password, sync }: NewCluster): Promise<void> {
  const passwordFile = `${dataDir}.password-${process.pid}`;
  try {
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    if (user.ids !== undefined) chownSync(passwordFile, user.ids.uid, user.ids.gid);
    const flags = ['--auth=scram-sha-256', '--no-locale', '--encoding=UTF8', ...(sync ? [] : ['--no-sync'])];
    await promisify(execFile)(program(installation, 'initdb'), ['-D', dataDir, '-U', superuser, `--pwfile=${passwordFile}`, ...flags], {
      ...user.ids,
      cwd: '/',
      env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
    });
  } catch (cause) {
    const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr) : String(cause);
    throw new Error(`无法在 ${dataDir} 建立数据库 · initdb failed for ${dataDir}:\n${said}`, { cause });
  } finally {
    rmSync(passwordFile, { force: true });
  }
}
