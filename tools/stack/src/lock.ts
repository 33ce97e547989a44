import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A lock nobody refers to any more would be collected, and closed with that. */
const held = new Set<object>();

/**
 * Two launchers on one data folder would stop each other's database. The system holds the lock for the process (through SQLite, which
 * knows how on every platform) and lets go of it however the process ends, so there is no stale lock to judge and no moment between
 * looking and taking. `launcher.pid` only tells people who holds it. Returns what gives the folder back.
 */
export async function lockFolder(folder: string): Promise<() => void> {
  // Only when it is needed: the Node that a launcher may be begun with, before it passes on to a newer one, may have no SQLite.
  const { DatabaseSync } = await import('node:sqlite');
  const lock = new DatabaseSync(join(folder, 'launcher.lock'), { timeout: 0 });
  const pidFile = join(folder, 'launcher.pid');
  try {
    lock.exec('begin exclusive');
    writeFileSync(pidFile, String(process.pid));
  } catch (cause) {
    lock.close();
    throw isBusy(cause) ? alreadyRuns(folder, pidFile) : cause;
  }
  held.add(lock);
  return () => {
    held.delete(lock);
    rmSync(pidFile, { force: true });
    lock.close();
  };
}

const busy = 5;
const isBusy = (cause: unknown): boolean => typeof cause === 'object' && cause !== null && 'errcode' in cause && cause.errcode === busy;

function alreadyRuns(folder: string, pidFile: string): Error {
  const holder = readHolder(pidFile);
  return new Error(
    `Tongxiu already runs on ${folder} (pid ${holder}). Stop that one first, or choose another data folder (--data).\n` +
      `同修已在 ${folder} 上运行（进程 ${holder}）。请先停止它，或用 --data 另选数据文件夹。`,
  );
}

/** The holder may be about to write its number. */
function readHolder(pidFile: string): string {
  try {
    return readFileSync(pidFile, 'utf8').trim() || '?';
  } catch {
    return '?';
  }
}
