import { Logger } from '@nestjs/common';
import type { Client, Pool, QueryConfig, QueryResult, QueryResultRow } from 'pg';
import { backoffMs } from '../backoff.js';
import type { Bus } from '../bus.js';
import { plainArray } from '../postgres/columns.js';
import { answerLimitMs } from '../postgres/silent-lines.js';
import type { Keyring } from '../signing/index.js';
import { WakeUp } from '../wake-up.js';
import { inPublishSpan } from './in-publish-span.js';
import { openRelaySession } from './relay-session.js';

export interface RelayOptions {
  readonly batchSizeMax?: number;
  /** Backstop for a wake that got lost, and how soon an instance on stand-by notices that the lease is free. */
  readonly pollMs?: number;
  readonly retryFirstMs?: number;
  readonly retryCapMs?: number;
  /** How long a stopping relay goes on emptying the outbox. What is left is published by the next one. */
  readonly drainMs?: number;
  /** How long the database may take for a statement before its connection is given up. */
  readonly answerMs?: number;
}

interface OutboxRow {
  readonly place: string;
  readonly topic: string;
  readonly key: string;
  readonly headers: Record<string, string>;
  readonly value: string;
}

/**
 * Carries the outbox to the bus.
 *
 * Guarantee: what was committed to the outbox reaches the bus at least once, and per key the *first* copies stand in the bus in
 * the order of commits. Repeats may come at any later time; the inbox of each reaction makes them harmless.
 *
 * One relay works per database: it holds a session advisory lock, on the connection it also reads and deletes through. Losing
 * the connection therefore loses the lock and the ability to delete in one and the same moment. A connection on which a statement
 * failed or was not answered is given up, and another one is opened.
 *
 *   1. read   the oldest rows that are there, by place. Not "after the last place": places are taken before the commit, so a
 *             late committer may appear behind what was already read, and it is simply there next time.
 *   2. sign   here and not in the outbox, so that a key that was changed applies to what waits.
 *   3. publish, holding no transaction and no row locks, since a bus may take seconds.
 *   4. delete exactly the rows the bus acknowledged.
 *
 * A crash before 3 leaves everything as it was. A crash during 3 leaves some copies in the bus and all rows in the outbox; a
 * crash between 3 and 4 leaves all copies and all rows: both are published again, oldest first, so a repeat never overtakes the
 * first copy of a newer fact. A crash during 4 rolls the delete back, the same case. The delete itself need not survive a power
 * cut (synchronous_commit off): a row that comes back is a repeat.
 *
 * Two relays at once (the old one lost its connection while publishing, the new one got the lock) are the same case again: each
 * sends a key's facts in order starting from the oldest one not yet published, so whichever arrives first is in order.
 */
export class Relay {
  private readonly logger = new Logger(Relay.name);
  private readonly bell = new WakeUp();
  private readonly batchSizeMax: number;
  private readonly pollMs: number;
  private readonly retryFirstMs: number;
  private readonly retryCapMs: number;
  private readonly drainMs: number;
  private readonly answerMs: number;
  private session: Client | undefined;
  private running: Promise<void> | undefined;
  private drainUntilMs: number | undefined;
  private failuresInARow = 0;
  private failingSinceMs = 0;

  constructor(
    private readonly pool: Pool,
    private readonly bus: Bus,
    private readonly keyring: Keyring,
    options: RelayOptions = {},
  ) {
    this.batchSizeMax = options.batchSizeMax ?? 1000;
    this.pollMs = options.pollMs ?? 1000;
    this.retryFirstMs = options.retryFirstMs ?? 100;
    this.retryCapMs = options.retryCapMs ?? 5000;
    this.drainMs = options.drainMs ?? 2000;
    this.answerMs = options.answerMs ?? answerLimitMs;
  }

  /** Failures since the last batch that went well. */
  get failing(): number {
    return this.failuresInARow;
  }

  /** Undefined when all is well; else a sentence for readiness. */
  notReady(stuckAfterMs = 30_000): string | undefined {
    const stuck = this.failuresInARow > 0 && Date.now() - this.failingSinceMs > stuckAfterMs;
    return stuck ? `nothing could be published for ${stuckAfterMs / 1000} s, ${this.failuresInARow} attempts failed` : undefined;
  }

  get active(): boolean {
    return this.session !== undefined;
  }

  start(): void {
    this.running ??= this.run();
  }

  /** To be called after the commit. Where another instance holds the lease, it is told through the database. */
  readonly wake = (): void => {
    if (this.active) this.bell.ring();
    else this.pool.query('notify tongxiu_outbox').catch(() => undefined);
  };

  /** Publishes what is there, within `drainMs`, and gives the lease back. */
  async stop(): Promise<void> {
    this.drainUntilMs ??= Date.now() + this.drainMs;
    this.bell.ring();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped()) {
      try {
        const restMs = (await this.openSession()) ? await this.carry() : this.pollMs;
        this.failuresInARow = 0;
        if (restMs > 0) await this.rest(restMs);
      } catch (cause) {
        await this.recover(cause);
      }
    }
    await this.closeSession();
  }

  /** How long to rest: not at all after a full batch, since there is more. */
  private async carry(): Promise<number> {
    const session = this.session!;
    const { rows } = await this.ask<OutboxRow>(session, {
      name: 'outbox-read',
      text: 'select place, topic, key, headers, value from outbox order by place limit $1',
      values: [this.batchSizeMax],
    });
    if (rows.length === 0) return this.pollMs;
    const messages = rows.map(({ topic, key, headers, value }) => this.keyring.sign({ topic, key, headers, value }));
    const published = await inPublishSpan(messages, () => this.bus.publish(messages));
    await this.ask(session, {
      name: 'outbox-delete',
      text: 'delete from outbox where place = any($1::bigint[])',
      values: [plainArray(published.map((index) => rows[index]!.place))],
    });
    if (published.length < rows.length) throw new Error(`The bus took ${published.length} of ${rows.length} messages.`);
    // Whoever commits after this read rings the bell, so after a batch that was not full there is nothing to look for; only a relay
    // that is about to stop looks once more, for it will not hear the bell again.
    return rows.length < this.batchSizeMax && this.drainUntilMs === undefined ? this.pollMs : 0;
  }

  private async ask<Row extends QueryResultRow>(session: Client, question: QueryConfig): Promise<QueryResult<Row>> {
    try {
      return await session.query<Row>(question);
    } catch (cause) {
      if (this.session === session) this.session = undefined;
      await session.end().catch(() => undefined);
      throw cause;
    }
  }

  private async rest(timeoutMs: number): Promise<void> {
    if (this.drainUntilMs !== undefined) this.drainUntilMs = 0;
    else await this.bell.sleep(timeoutMs);
  }

  private async recover(cause: unknown): Promise<void> {
    this.failuresInARow += 1;
    if (this.failuresInARow === 1) this.failingSinceMs = Date.now();
    const waitMs = backoffMs(this.failuresInARow, this.retryFirstMs, this.retryCapMs);
    const what = cause instanceof Error ? cause.message : String(cause);
    this.logger.warn(`Publishing failed ${this.failuresInARow} times in a row, next attempt in ${Math.round(waitMs)} ms: ${what}`);
    await this.rest(waitMs);
  }

  private stopped(): boolean {
    return this.drainUntilMs !== undefined && Date.now() >= this.drainUntilMs;
  }

  private async openSession(): Promise<boolean> {
    if (this.session !== undefined) return true;
    this.session = await openRelaySession(this.pool, this.answerMs, {
      onWake: () => this.bell.ring(),
      onLost: (session) => {
        if (this.session !== session) return;
        this.session = undefined;
        this.bell.ring();
      },
    });
    return this.session !== undefined;
  }

  private async closeSession(): Promise<void> {
    const session = this.session;
    this.session = undefined;
    await session?.end().catch(() => undefined);
  }
}
