import { setTimeout as pause } from 'node:timers/promises';
import { badConfiguration, describeEnding, type Ending, LaunchFailure, type Member, type Run } from './run.js';

export interface Watcher {
  ready(name: string, run: Run, tookMs: number): void;
  crashed(name: string, ending: Ending): void;
  /** Trying again would not help. */
  failed(name: string, failure: Error): void;
  log(line: string): void;
}

/** The first restart is quick, as most crashes are not about the surroundings; a member that keeps crashing is tried twice a minute. */
const restartDelaysMs = [200, 500, 1_000, 2_000, 5_000, 10_000, 30_000] as const;
/** A run this long was a success: the next crash starts from the first delay again. */
const soundRunMs = 30_000;

const stopped = new Error('stopped');

const refusal = (name: string): Error =>
  new Error(`${name} 不接受其配置，原因见其日志，平台停止。${name} refuses its configuration; its log says why. The platform stops.`);

/** Keeps one member running while it is wanted. */
export class Supervised {
  private run: Run | undefined;
  private abort = new AbortController();
  private ready = Promise.withResolvers<void>();
  /** What is still going on after a stop was asked for. */
  private life: Promise<void> = Promise.resolve();

  constructor(
    private readonly member: Member,
    private readonly watcher: Watcher,
  ) {
    this.ready.promise.catch(() => undefined);
  }

  get name(): string {
    return this.member.name;
  }

  get title(): Member['title'] {
    return this.member.title;
  }

  get pid(): number | undefined {
    return this.run?.pid;
  }

  get url(): string | undefined {
    return this.run?.url;
  }

  /** Resolves while it is ready, or as soon as it is again. */
  whenReady(): Promise<void> {
    return this.ready.promise;
  }

  /** Rejects when the first launch fails; later ones are tried again and again. */
  async start(): Promise<void> {
    if (this.abort.signal.aborted) this.abort = new AbortController();
    const first = this.launch();
    this.life = first.then(
      () => undefined,
      () => undefined,
    );
    this.life = this.stayUp(await first);
  }

  async stop(limitMs = 10_000): Promise<void> {
    this.abort.abort(stopped);
    const { run } = this;
    this.noLongerReady();
    await run?.stop(limitMs);
    await this.life;
  }

  kill(signal: NodeJS.Signals): void {
    if (this.run === undefined) throw new Error(`${this.name} is not running.`);
    process.kill(this.run.pid, signal);
  }

  private async launch(): Promise<Run> {
    const startedAt = performance.now();
    const run = await this.member.launch(this.abort.signal);
    if (this.abort.signal.aborted) {
      await run.stop(10_000);
      throw stopped;
    }
    this.run = run;
    this.watcher.ready(this.name, run, performance.now() - startedAt);
    this.ready.resolve();
    return run;
  }

  private async stayUp(first: Run): Promise<void> {
    let run = first;
    let crashes = 0;
    for (;;) {
      const readyAt = performance.now();
      const ending = await run.gone;
      this.noLongerReady();
      if (this.abort.signal.aborted) return;
      crashes = performance.now() - readyAt >= soundRunMs ? 0 : crashes;
      this.watcher.crashed(this.name, ending);
      if (ending.code === badConfiguration) return this.fail(refusal(this.name));
      const { zh, en } = describeEnding(ending);
      this.watcher.log(`${this.name} 意外退出（${zh}），正在重新启动 · ${this.name} crashed (${en}); it is started again`);
      const again = await this.relaunch(crashes);
      if (again === undefined) return;
      run = again;
      crashes += 1;
    }
  }

  private async relaunch(crashes: number): Promise<Run | undefined> {
    for (let attempt = crashes; ; attempt += 1) {
      try {
        await pause(restartDelaysMs[Math.min(attempt, restartDelaysMs.length - 1)], undefined, { signal: this.abort.signal });
        return await this.launch();
      } catch (error) {
        if (this.abort.signal.aborted) return undefined;
        const failure = error instanceof Error ? error : new Error(String(error));
        if (failure instanceof LaunchFailure && failure.code === badConfiguration) return this.fail(failure);
        this.watcher.log(`${this.name} 未能重新启动，稍后再试 · ${this.name} did not start again, and is tried later: ${failure.message}`);
      }
    }
  }

  private fail(failure: Error): undefined {
    this.watcher.failed(this.name, failure);
  }

  private noLongerReady(): void {
    if (this.run === undefined) return;
    this.run = undefined;
    this.ready = Promise.withResolvers<void>();
    this.ready.promise.catch(() => undefined);
  }
}
