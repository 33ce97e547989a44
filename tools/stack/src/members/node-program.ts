import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, renameSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { freePort } from '../postgres/free-port.js';
import { lastLines } from '../postgres/server.js';
import { describeEnding, type Ending, LaunchFailure, type Member, portInUse, type Run } from './run.js';

export interface NodeProgramOptions {
  readonly name: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly node: string;
  readonly entry: string;
  readonly cwd: string;
  readonly host: string;
  /** Taken when free; once it has a port, a program keeps it from one restart to the next. */
  readonly preferredPort: number;
  readonly logFile: string;
  readonly env: (port: number) => Readonly<Record<string, string>>;
  readonly readyLimitMs?: number;
  readonly log: (line: string) => void;
}

/** A Node program that says `{ ready: true, url }` over its channel, and ends when that channel closes. */
export class NodeProgram implements Member {
  readonly name: string;
  readonly title: NodeProgramOptions['title'];
  private port: number | undefined;
  private everReady = false;

  constructor(private readonly options: NodeProgramOptions) {
    this.name = options.name;
    this.title = options.title;
    mkdirSync(dirname(options.logFile), { recursive: true });
    if (existsSync(options.logFile)) renameSync(options.logFile, options.logFile.replace(/\.log$/u, '.previous.log'));
  }

  async launch(abort: AbortSignal): Promise<Run> {
    for (;;) {
      this.port ??= await this.choosePort();
      try {
        return await this.launchOn(this.port, abort);
      } catch (error) {
        // Others may have been told the address of a program that was ready once, so only a first start may move.
        if (this.everReady || !(error instanceof LaunchFailure) || error.code !== portInUse) throw error;
        this.options.log(`${this.name}: 端口 ${this.port} 刚被占用，另选一个 · port ${this.port} was taken meanwhile, taking another`);
        this.port = await freePort(0, this.options.host);
      }
    }
  }

  private async choosePort(): Promise<number> {
    const { preferredPort, host, log } = this.options;
    const port = await freePort(preferredPort, host);
    if (preferredPort !== 0 && port !== preferredPort) {
      log(`${this.name}: 端口 ${preferredPort} 已被占用，改用 ${port} · port ${preferredPort} is in use, taking ${port}`);
    }
    return port;
  }

  private async launchOn(port: number, abort: AbortSignal): Promise<Run> {
    abort.throwIfAborted();
    const { node, entry, cwd, logFile, env } = this.options;
    if (!existsSync(entry)) {
      const built = `${this.name} 尚未构建，请先运行 npm run build。${this.name} is not built. Run npm run build first. (${entry})`;
      throw new LaunchFailure(built, null);
    }
    const log = openSync(logFile, 'a', 0o600);
    const child = spawn(node, [entry], {
      cwd,
      env: { ...process.env, ...env(port) },
      // A terminal's Ctrl-C must reach only the launcher, which stops everything in order.
      detached: true,
      stdio: ['ignore', log, log, 'ipc'],
    });
    closeSync(log);
    const gone = endingOf(child);
    const url = await this.untilReady(child, gone, abort);
    this.everReady = true;
    return { pid: child.pid ?? 0, url, gone, stop: (limitMs) => stopChild(child, gone, limitMs) };
  }

  private async untilReady(child: ChildProcess, gone: Promise<Ending>, abort: AbortSignal): Promise<string> {
    const limitMs = this.options.readyLimitMs ?? 60_000;
    const over = Promise.withResolvers<string>();
    const giveUp = (why: Member['title'], code: number | null): void => over.reject(new LaunchFailure(this.complaint(why), code));
    const seconds = limitMs / 1000;
    const tooSlow = { zh: `${seconds} 秒内未就绪`, en: `was not ready within ${seconds} s` };
    const timer = setTimeout(() => giveUp(tooSlow, null), limitMs);
    const onAbort = (): void => over.reject(abort.reason);
    abort.addEventListener('abort', onAbort, { once: true });
    child.on('message', (message) => {
      if (isReady(message)) over.resolve(message.url);
    });
    void gone.then((ending) => {
      const { zh, en } = describeEnding(ending);
      giveUp({ zh: `尚未就绪即已退出（${zh}）`, en: `ended before it was ready (${en})` }, ending.code);
    });
    try {
      return await over.promise;
    } catch (error) {
      child.kill('SIGKILL');
      await gone;
      throw error;
    } finally {
      clearTimeout(timer);
      abort.removeEventListener('abort', onAbort);
    }
  }

  private complaint({ zh, en }: Member['title']): string {
    const { name, logFile } = this.options;
    const log = `logs/${basename(logFile)}`;
    return `${name} ${zh}，${log} 的末尾如下。\n${name} ${en}. The end of ${log}:\n${lastLines(logFile)}`;
  }
}

function endingOf(child: ChildProcess): Promise<Ending> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', () => resolve({ code: null, signal: null }));
  });
}

async function stopChild(child: ChildProcess, gone: Promise<Ending>, limitMs: number): Promise<void> {
  child.kill('SIGTERM');
  const slow = setTimeout(() => child.kill('SIGKILL'), limitMs);
  await gone.finally(() => clearTimeout(slow));
}

const isReady = (message: unknown): message is { ready: true; url: string } =>
  typeof message === 'object' &&
  message !== null &&
  'ready' in message &&
  message.ready === true &&
  'url' in message &&
  typeof message.url === 'string';
