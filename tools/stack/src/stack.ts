import { EventEmitter } from 'node:events';
import type { Client, TokenWish } from './clients.js';
import type { Databases } from './databases.js';
import { readyLine } from './launch-log.js';
import type { Ending, Member, Run } from './members/run.js';
import { Supervised, type Watcher } from './members/supervised.js';
import type { TokenDesk } from './token-desk.js';

export interface Crash extends Ending {
  readonly name: string;
}

interface StackEvents {
  crash: [Crash];
  restarted: [{ readonly name: string; readonly pid: number }];
  /** A member that trying again would not help; the stack stops. */
  failed: [{ readonly name: string; readonly failure: Error }];
}

/** What is known only once everything runs. */
export interface Opened {
  readonly databases: Databases;
  readonly tokens: TokenDesk;
  readonly clients: readonly Client[];
  readonly siteAdminToken: string;
  /** Where Apache Kafka is, if it is the bus. */
  readonly brokers: readonly string[] | undefined;
}

const stopLimitMs = 10_000;

/** All processes of one machine, from the outside. Members are added in the order of the start and stopped in groups, newest first. */
export class Stack extends EventEmitter<StackEvents> implements Watcher {
  private readonly groups: Supervised[][] = [];
  /** Kept while a member is down: an address does not change when it comes back. */
  private readonly addresses = new Map<string, string>();
  private stopping: Promise<void> | undefined;
  /** Really private: it holds secrets, which must not get into a log with the object. */
  #opened: Opened | undefined;

  constructor(
    private readonly out: (line: string) => void,
    private readonly release: () => void,
  ) {
    super();
  }

  /** Starts the members side by side; they stop together, before everything that was added earlier. */
  async add(members: readonly Member[]): Promise<void> {
    if (this.stopping !== undefined) throw new Error('平台正在停止。The platform is stopping.');
    const group = members.map((member) => new Supervised(member, this));
    this.groups.push(group);
    await Promise.all(group.map((member) => member.start()));
  }

  open(opened: Opened): void {
    this.#opened = opened;
  }

  get databases(): Databases {
    return this.whole.databases;
  }

  /** The accounts of the sandbox issuer, with their secrets. */
  get clients(): readonly Client[] {
    return this.whole.clients;
  }

  get brokers(): readonly string[] | undefined {
    return this.whole.brokers;
  }

  /** Opens the fault switches of the sandbox sites. */
  get siteAdminToken(): string {
    return this.whole.siteAdminToken;
  }

  get urls(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      this.members.filter(({ name }) => name !== 'postgres' && name !== 'kafka').map(({ name }) => [name, this.urlOf(name)]),
    );
  }

  get pids(): Readonly<Record<string, number | undefined>> {
    return Object.fromEntries(this.members.map(({ name, pid }) => [name, pid]));
  }

  get titles(): Readonly<Record<string, Member['title']>> {
    return Object.fromEntries(this.members.map(({ name, title }) => [name, title]));
  }

  /** The value of a bearer token for a demo account. */
  token(wish: TokenWish): Promise<string> {
    return this.whole.tokens.token(wish);
  }

  /** Ends a process from outside, as a crash would; it is started again. */
  kill(name: string, signal: NodeJS.Signals = 'SIGKILL'): void {
    this.member(name).kill(signal);
  }

  /** Stops one member and leaves it so until `resume`. */
  async halt(name: string): Promise<void> {
    await this.member(name).stop(stopLimitMs);
  }

  async resume(name: string): Promise<void> {
    await this.member(name).start();
  }

  async restart(name: string): Promise<void> {
    await this.halt(name);
    await this.resume(name);
  }

  whenReady(name: string): Promise<void> {
    return this.member(name).whenReady();
  }

  urlOf(name: string): string {
    const url = this.addresses.get(name);
    if (url === undefined) throw new Error(`${name} has not started.`);
    return url;
  }

  /** Services first, then sites and issuer, then the database. Asked again with `force`, nobody is waited for. */
  stop({ force = false } = {}): Promise<void> {
    if (force) for (const { pid } of this.members) endNow(pid);
    this.stopping ??= this.stopAll();
    return this.stopping;
  }

  ready(name: string, run: Run, tookMs: number): void {
    const cameBack = this.addresses.has(name);
    this.addresses.set(name, run.url);
    if (cameBack) {
      this.out(`${name} 已恢复 · ${name} is back (pid ${run.pid}, ${Math.round(tookMs)} ms)`);
      this.emit('restarted', { name, pid: run.pid });
      return;
    }
    this.out(readyLine(name, run.url, run.pid, tookMs));
  }

  crashed(name: string, ending: Ending): void {
    this.emit('crash', { name, ...ending });
  }

  failed(name: string, failure: Error): void {
    this.out(failure.message);
    this.emit('failed', { name, failure });
    void this.stop();
  }

  log(line: string): void {
    this.out(line);
  }

  private get members(): readonly Supervised[] {
    return this.groups.flat();
  }

  private get whole(): Opened {
    if (this.#opened === undefined) throw new Error('The stack has not started yet.');
    return this.#opened;
  }

  private member(name: string): Supervised {
    const found = this.members.find((member) => member.name === name);
    if (found === undefined) throw new Error(`There is no ${name}; there are ${this.members.map((member) => member.name).join(', ')}.`);
    return found;
  }

  private async stopAll(): Promise<void> {
    for (const group of this.groups.toReversed()) await Promise.all(group.map((member) => member.stop(stopLimitMs)));
    this.release();
  }
}

function endNow(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself in the meantime.
  }
}
