import { Server, type CustomTransportStrategy } from '@nestjs/microservices';
import type { EventClass } from '@tongxiu/contracts';
import { lastValueFrom, isObservable } from 'rxjs';
import type { Bus, Subscription } from '../bus.js';
import type { Parking, Received } from '../reaction.js';
import type { Keyring } from '../signing/index.js';
import { type Transactions, type Tx } from '../tx.js';
import { ReactionRunner } from './reaction-runner.js';
import { reasonOf, type SqlParkingLot } from './sql-parking-lot.js';

export interface StrategyOptions {
  /** A batch is one transaction: larger ones are cheaper per message, smaller ones hold fewer locks for less time. */
  readonly batchSizeMax?: number;
  readonly attemptsMax?: number;
  /** Told of every batch that ended well, with the seconds it took. */
  readonly onBatch?: (reaction: string, seconds: number) => void;
  /** Told of every batch that threw and will come again. */
  readonly onFailure?: (reaction: string) => void;
}

export interface ReactionHealth {
  readonly reaction: string;
  readonly topics: readonly string[];
  readonly lag: number;
  /** Milliseconds since the epoch: when a batch last ended well or nothing was waiting. */
  readonly lastProgressAtMs: number;
  readonly failuresInARow: number;
  readonly lastFailure: string | undefined;
}

interface RunningReaction {
  readonly name: string;
  readonly topics: readonly string[];
  readonly subscription: Subscription;
}

const pattern = /^\{"reaction":"(?<name>[^"\\]+)"\}$/;

/**
 * The bus as a NestJS transport: each method marked with `@Reaction` is one subscription whose group is the reaction's name. Nest
 * gives the methods their injected surroundings; reading, deduplication, transactions and endings are the runner's.
 */
export class BusStrategy extends Server implements CustomTransportStrategy {
  override readonly transportId = Symbol.for('tongxiu.bus');
  override readonly propagatesEventHandlerErrors = true;
  private readonly running: RunningReaction[] = [];
  private readonly failures = new Map<string, { inARow: number; last: string; atMs: number }>();

  constructor(
    private readonly bus: Bus,
    private readonly transactions: Transactions,
    private readonly parkingLot: SqlParkingLot,
    private readonly keyring: Keyring,
    private readonly options: StrategyOptions = {},
  ) {
    super();
  }

  listen(callback: (error?: unknown) => void): void {
    this.subscribeAll().then(() => callback(), callback);
  }

  /** Finishes the batches in work and leaves the groups. */
  async close(): Promise<void> {
    await Promise.all(this.running.splice(0).map(({ subscription }) => subscription.stop()));
  }

  /** The names of the reactions that run. */
  get reactions(): readonly string[] {
    return this.running.map(({ name }) => name);
  }

  async health(): Promise<ReactionHealth[]> {
    return Promise.all(
      this.running.map(async ({ name, topics, subscription }) => {
        const lastProgressAtMs = subscription.lastProgressAt();
        const noted = this.failures.get(name);
        const failed = noted !== undefined && noted.atMs >= lastProgressAtMs ? noted : undefined;
        return {
          reaction: name,
          topics,
          lag: await subscription.lag(),
          lastProgressAtMs,
          failuresInARow: failed?.inARow ?? 0,
          lastFailure: failed?.last,
        };
      }),
    );
  }

  /** Undefined when all is well; else a sentence for readiness: a reaction that stands still while something waits. */
  async notReady(stuckAfterMs = 30_000): Promise<string | undefined> {
    const standing = this.running.filter(({ subscription }) => Date.now() - subscription.lastProgressAt() > stuckAfterMs);
    if (standing.length === 0) return undefined;
    return standing
      .map(
        ({ name }) => `${name} has made no progress for ${stuckAfterMs / 1000} s (${this.failures.get(name)?.last ?? 'no failure seen'})`,
      )
      .join('; ');
  }

  on(): void {
    throw new Error('The bus transport has no events of its own; ask health().');
  }

  unwrap<T>(): T {
    return this.bus as T;
  }

  private async subscribeAll(): Promise<void> {
    for (const [route, handler] of this.getHandlers()) {
      const name = pattern.exec(route)?.groups?.['name'];
      const { events, gatherMs = 0 } = (handler.extras ?? {}) as { events?: readonly EventClass[]; gatherMs?: number };
      if (name === undefined || events === undefined) throw new Error(`${route} is not a reaction: mark the method with @Reaction.`);
      if (handler.next !== undefined)
        throw new Error(`Two methods are marked as the reaction ${name}: each would see only part of its events.`);
      if (events.length === 0) throw new Error(`The reaction ${name} follows no event.`);
      const handle = async (received: readonly Received<object>[], tx: Tx): Promise<void | readonly Parking[]> => {
        const answer: unknown = await handler(received, tx);
        return (isObservable(answer) ? await lastValueFrom(answer, { defaultValue: undefined }) : answer) as void | readonly Parking[];
      };
      this.running.push(await this.subscribe(name, gatherMs, events, handle));
    }
  }

  private async subscribe(
    name: string,
    gatherMs: number,
    events: readonly EventClass[],
    handle: (received: readonly Received<object>[], tx: Tx) => Promise<void | readonly Parking[]>,
  ): Promise<RunningReaction> {
    const attemptsMax = this.options.attemptsMax ?? 8;
    const runner = new ReactionRunner({ name, events, handle, attemptsMax }, this.transactions, this.parkingLot, this.keyring);
    this.parkingLot.connect(name, (messages, tx) => runner.redeliver(messages, tx));
    const topics = [...new Set(events.map((event) => event.topic))];
    const subscription = await this.bus.subscribe({
      group: name,
      topics,
      batchSizeMax: this.options.batchSizeMax ?? 500,
      gatherMs,
      onBatch: async (messages) => {
        const begunMs = performance.now();
        await runner.deliver(messages);
        this.options.onBatch?.(name, (performance.now() - begunMs) / 1000);
        this.failures.delete(name);
      },
      onFailure: (cause, failuresInARow) => this.noteFailure(name, cause, failuresInARow),
    });
    return { name, topics, subscription };
  }

  private noteFailure(name: string, cause: unknown, failuresInARow: number): void {
    const last = reasonOf(cause);
    this.failures.set(name, { inARow: failuresInARow, last, atMs: Date.now() });
    this.options.onFailure?.(name);
    this.logger.warn(`${name} failed ${failuresInARow} times in a row: ${last}`);
  }
}
