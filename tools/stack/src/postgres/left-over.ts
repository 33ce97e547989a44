import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readPidFile, signal } from './server.js';

/**
 * A server whose owner and keeper were both killed still holds the data. It is ours when it runs on this very folder. A number
 * in the pid file that by now belongs to another program would make PostgreSQL refuse to start, so that file goes.
 */
export async function stopLeftOver(dataDir: string, log: (line: string) => void): Promise<void> {
  const found = readPidFile(dataDir);
  if (found === undefined) return;
  if (servesFolder(found.pid, dataDir)) {
    log(`停止上次运行遗留的 PostgreSQL · stopping a PostgreSQL server left over from an earlier run (pid ${found.pid})`);
    await stopProcess(found.pid);
  }
  rmSync(join(dataDir, 'postmaster.pid'), { force: true });
}

export function servesFolder(pid: number, dataDir: string): boolean {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return command[0]?.endsWith('postgres') === true && command.includes(dataDir);
  } catch {
    // Where there is no /proc, a live process of that number is taken for the server, as PostgreSQL itself does.
    return process.platform !== 'linux' && signal(pid, 0);
  }
}

async function stopProcess(pid: number): Promise<void> {
  for (const [name, limitMs] of [
    ['SIGINT', 10_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    signal(pid, name);
    const deadline = performance.now() + limitMs;
    while (performance.now() < deadline) {
      if (!signal(pid, 0)) return;
      await pause(20);
    }
  }
  throw new Error(
    `上次运行遗留的 PostgreSQL（进程 ${pid}）无法停止，请手动结束。The left-over PostgreSQL server (pid ${pid}) cannot be stopped. End it by hand.`,
  );
}
