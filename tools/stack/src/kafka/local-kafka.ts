import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { nodeRuntime } from '../node-runtime.js';
import { repositoryRoot } from '../places.js';

export interface LocalKafkaOptions {
  /** Data of the nodes; a later start in the same folder finds it again. */
  readonly folder: string;
  readonly nodes?: 1 | 3;
  readonly log?: (line: string) => void;
}

interface Ready {
  readonly brokers: readonly string[];
  readonly version: string;
  readonly java: string;
  readonly pids: Readonly<Record<string, number>>;
}

type Order = 'kill' | 'halt' | 'start';
type Answer = { readonly id: number; readonly failed?: string };

/** Apache Kafka from its own jars, run by `deploy/kafka-local/start.mjs`. It ends with this process, however that ends. */
export class LocalKafka {
  private readonly waiting = new Map<number, PromiseWithResolvers<void>>();
  private orders = 0;

  private constructor(
    private readonly child: ChildProcess,
    readonly gone: Promise<number | null>,
    private readonly ready: Ready,
  ) {
    child.on('message', (answer: Answer) => {
      const { resolve, reject } = this.waiting.get(answer.id) ?? Promise.withResolvers<void>();
      this.waiting.delete(answer.id);
      if (answer.failed === undefined) resolve();
      else reject(new Error(answer.failed));
    });
    void gone.then(() => {
      for (const { reject } of this.waiting.values()) reject(new Error('Kafka has ended.'));
    });
  }

  static async start({ folder, nodes = 1, log = () => undefined }: LocalKafkaOptions): Promise<LocalKafka> {
    const root = repositoryRoot();
    const script = join(root, 'deploy/kafka-local/start.mjs');
    const child = fork(script, ['--nodes', String(nodes), '--folder', folder], {
      execPath: nodeRuntime(root),
      // None of the flags this process was started with, such as those of a test runner.
      execArgv: [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      // A Ctrl-C is for whoever started this one, who then stops the nodes in its own time.
      detached: true,
    });
    const said: string[] = [];
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      for (const line of text.trimEnd().split('\n')) {
        said.push(line);
        log(line);
      }
    });
    const gone = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const ready = await Promise.race([
      new Promise<Ready>((resolve) => child.once('message', (message) => resolve(message as Ready))),
      gone.then(() => Promise.reject(new Error(said.slice(-20).join('\n')))),
    ]);
    return new LocalKafka(child, gone, ready);
  }

  get brokers(): readonly string[] {
    return this.ready.brokers;
  }

  /** What exactly runs, to be said beside every result. */
  get version(): string {
    return `Apache Kafka ${this.ready.version} (${this.ready.java})`;
  }

  /** Of the first broker. A single one that ends without an order ends everything. */
  get pid(): number {
    return this.ready.pids['1']!;
  }

  /** Node numbers begin at 1. As `kill -9`. */
  kill(node: number): Promise<void> {
    return this.order('kill', node);
  }

  /** An orderly stop, which hands the leadership over first. */
  halt(node: number): Promise<void> {
    return this.order('halt', node);
  }

  startNode(node: number): Promise<void> {
    return this.order('start', node);
  }

  async stop(): Promise<void> {
    if (this.child.connected) this.child.send({ order: 'stop' });
    await this.gone;
  }

  private order(order: Order, node: number): Promise<void> {
    const id = ++this.orders;
    const answer = Promise.withResolvers<void>();
    this.waiting.set(id, answer);
    this.child.send({ order, node, id });
    return answer.promise;
  }
}
