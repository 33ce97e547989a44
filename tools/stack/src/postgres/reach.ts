import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, cpSync, existsSync, lstatSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Installation, program } from './binaries.js';
import type { ServerUser } from './server-user.js';

/**
 * Root's server runs as another user, who may be unable to get to a clone under /root (mode 700). What it cannot
 * reach is then kept in a folder of its own, named after the place it stands in for.
 */
export function stagingRoot(place: string, base = '/var/tmp'): string {
  return join(base, `tongxiu-${createHash('sha256').update(place).digest('hex').slice(0, 12)}`);
}

export function canRun(installation: Installation, user: ServerUser): boolean {
  return spawnSync(program(installation, 'postgres'), ['--version'], { ...user.ids, cwd: '/', stdio: 'ignore' }).status === 0;
}

/** A folder that only the server's user may enter, or undefined when a parent of it keeps that user out. */
export function ownFolder(folder: string, user: ServerUser): string | undefined {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (user.ids === undefined) return folder;
  chownSync(folder, user.ids.uid, user.ids.gid);
  const reached = spawnSync('/bin/sh', ['-c', 'test -w "$0" && test -x "$0"', folder], { ...user.ids, cwd: '/', stdio: 'ignore' });
  return reached.status === 0 ? folder : undefined;
}

/** Copies the installation once; the rename makes a copy that was interrupted never look like a whole one. */
export function stageInstallation(installation: Installation, root: string): Installation {
  openStagingRoot(root);
  const staged = { ...installation, root: join(root, `postgresql-${installation.version}`) };
  if (existsSync(staged.root)) return staged;
  const unfinished = `${staged.root}.${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  cpSync(installation.root, unfinished, { recursive: true, verbatimSymlinks: true });
  spawnSync('chmod', ['-R', 'a+rX', unfinished]);
  try {
    renameSync(unfinished, staged.root);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(staged.root)) throw error;
  }
  return staged;
}

/**
 * /var/tmp is everybody's: a folder of this name that somebody else made could hold somebody else's programs. The server's user must
 * be able to pass through ours, whatever umask it was made under.
 */
export function openStagingRoot(root: string): string {
  mkdirSync(root, { recursive: true });
  const found = lstatSync(root);
  if (!found.isDirectory() || found.uid !== process.getuid?.() || (found.mode & 0o022) !== 0) {
    throw new Error(
      `${root} 属于他人，请删除它，或把 DATABASE_URL 设为自有的 PostgreSQL 服务器。\n` +
        `${root} belongs to somebody else. Remove it, or set DATABASE_URL to a PostgreSQL server of your own.`,
    );
  }
  chmodSync(root, 0o755);
  return root;
}
