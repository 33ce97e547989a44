import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { signal } from './postgres/server.js';

/** A process knows its own folders; the number in the file tells only about other processes. */
const held = new Set<string>();

/** Two launchers on one data folder would stop each other's database. Returns what gives the folder back. */
export function lockFolder(folder: string): () => void {
  const file = join(folder, 'launcher.pid');
  const holder = held.has(file) ? process.pid : holderOf(file);
  if (holder !== undefined) {
    throw new Error(
      `Tongxiu already runs on ${folder} (pid ${holder}). Stop that one first, or choose another data folder (--data).\n` +
        `同修已在 ${folder} 上运行（进程 ${holder}）。请先停止它，或用 --data 另选数据文件夹。`,
    );
  }
  writeFileSync(file, String(process.pid));
  held.add(file);
  return () => {
    held.delete(file);
    rmSync(file, { force: true });
  };
}

/** A number that by now belongs to another program is no holder; what it runs tells, where the system says so. */
function holderOf(file: string): number | undefined {
  let pid: number;
  try {
    pid = Number(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid || !signal(pid, 0)) return undefined;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('node') ? pid : undefined;
  } catch {
    return process.platform === 'linux' ? undefined : pid;
  }
}
