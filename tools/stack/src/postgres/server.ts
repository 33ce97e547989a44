import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Installation, program } from './binaries.js';
import { freePort } from './free-port.js';
import type { ServerUser } from './server-user.js';
import { asFlags, type Settings } from './settings.js';

export interface ServerOptions {
  readonly installation: Installation;
  readonly user: ServerUser;
  readonly dataDir: string;
  readonly logFile: string;
  readonly settings: Settings;
  readonly port?: number | undefined;
  /** Readable while the owner lives. Left out: a pipe held by this process. */
  readonly lifeline?: number | undefined;
  /** Removed once the server has stopped, however it came to stop. */
  readonly discard?: string | undefined;
}

export interface Server {
  readonly pid: number;
  readonly port: number;
  /** Settles when the server is gone; says whether somebody asked for it. */
  readonly gone: Promise<{ asked: boolean; code: number | null }>;
  /** Ends sessions, writes a checkpoint, exits; after the time limit PostgreSQL stops at once and recovers at its next start. */
  stop(limitMs?: number): Promise<void>;
}

/**
 * Stands between the owner and the server. The lifeline ends when the owner ends in whatever way, `kill -9` included, and the
 * server is then shut down in order. Background jobs of `sh` get /dev/null as their input, hence descriptor 3.
 */
const keeper = `
discard=$1; shift
exec 3<&0
"$@" 3<&- </dev/null & server=$!
( read -r ended <&3; kill -INT $server ) >/dev/null 2>&1 & watch=$!
wait $server; code=$?
kill $watch 2>/dev/null
[ -z "$discard" ] || rm -rf "$discard"
exit $code`;

const startLimitMs = 60_000;
const bindAttempts = 5;

export async function startServer(options: ServerOptions): Promise<Server> {
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freePort());
    const server = await tryToStart(options, port);
    if (typeof server !== 'string') return server;
    // Between finding a free port and PostgreSQL binding it, another program may take it.
    const taken = server.includes('could not bind') || server.includes('could not create any TCP/IP sockets');
    if (!taken || options.port !== undefined || attempt === bindAttempts) {
      throw new Error(`PostgreSQL 未能启动，其日志末尾如下 · PostgreSQL did not start; the end of its log:\n${server}`);
    }
  }
}

async function tryToStart(options: ServerOptions, port: number): Promise<Server | string> {
  const log = openSync(options.logFile, 'a', 0o600);
  const postgres = [program(options.installation, 'postgres'), '-D', options.dataDir, '-p', String(port), ...asFlags(options.settings)];
  const child = spawn('/bin/sh', ['-c', keeper, 'postgres-keeper', options.discard ?? '', ...postgres], {
    ...options.user.ids,
    cwd: '/',
    // A terminal's Ctrl-C must reach only the owner, who stops the services before the database.
    detached: true,
    stdio: [options.lifeline ?? 'pipe', log, log],
    env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
  });
  closeSync(log);
  letOwnerExit(child);
  const exited = new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
    child.once('error', () => resolve(null));
  });
  const pid = await waitUntilReady(options.dataDir, exited);
  if (pid === undefined) return lastLines(options.logFile);
  return running(child, pid, port, exited);
}

/** Neither the child nor its pipe may keep a process alive that has finished its work. */
function letOwnerExit(child: ChildProcess): void {
  child.unref();
  (child.stdin as { unref?: () => void } | null)?.unref?.();
}

async function waitUntilReady(dataDir: string, exited: Promise<number | null>): Promise<number | undefined> {
  let over = false;
  void exited.then(() => (over = true));
  const deadline = performance.now() + startLimitMs;
  while (!over && performance.now() < deadline) {
    const state = readPidFile(dataDir);
    if (state?.status === 'ready') return state.pid;
    await pause(10);
  }
  return undefined;
}

export interface PidFile {
  readonly pid: number;
  readonly dataDir: string;
  readonly port: number;
  readonly status: string;
}

/** postmaster.pid, line by line: pid, data folder, start time, port, socket folder, address, shared memory, status. */
export function readPidFile(dataDir: string): PidFile | undefined {
  try {
    const lines = readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), dataDir: lines[1] ?? '', port: Number(lines[3]), status: lines[7]?.trim() ?? '' };
  } catch {
    return undefined;
  }
}

function running(child: ChildProcess, pid: number, port: number, exited: Promise<number | null>): Server {
  let asked = false;
  const gone = exited.then((code) => ({ asked, code }));
  const stop = async (limitMs = 10_000): Promise<void> => {
    asked = true;
    child.ref();
    signal(pid, 'SIGINT');
    const slow = setTimeout(() => signal(pid, 'SIGQUIT'), limitMs);
    await gone.finally(() => clearTimeout(slow));
  };
  return { pid, port, gone, stop };
}

export function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, name);
    return true;
  } catch {
    return false;
  }
}

export function lastLines(file: string, count = 15): string {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
  } catch {
    return '';
  }
}
