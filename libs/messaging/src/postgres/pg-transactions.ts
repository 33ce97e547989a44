import type { Pool, PoolClient } from 'pg';
import { Transactions, type Tx } from '../tx.js';
import { statementName } from './statement-names.js';

export type Ended = 'committed' | 'rolled back';

/** Transactions on a pool of PostgreSQL connections (see `transactionPool`), one connection per transaction. Nothing is retried here. */
export class PgTransactions extends Transactions {
  constructor(
    private readonly pool: Pool,
    /** Told of each, with the seconds from the connection in hand to its end. */
    private readonly onEnd: (ended: Ended, seconds: number) => void = ignore,
  ) {
    super();
  }

  async run<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    const client = await this.pool.connect();
    const begunMs = performance.now();
    // A connection that breaks between two statements says so by an event; unheard, it would end the process.
    client.on('error', ignore);
    const tx = new PgTx(client);
    let result: Result;
    try {
      result = await work(tx);
      await tx.commit();
    } catch (cause) {
      await giveBackRolledBack(client);
      this.onEnd('rolled back', (performance.now() - begunMs) / 1000);
      throw cause;
    }
    giveBack(client);
    this.onEnd('committed', (performance.now() - begunMs) / 1000);
    tx.runAfterCommit();
    return result;
  }
}

class PgTx implements Tx {
  /**
   * Not awaited: BEGIN travels ahead of the first statement on the same connection and saves a round trip. It fails only with the
   * connection, and then nothing that follows it runs either.
   */
  private readonly begun: Promise<unknown>;
  private readonly toRunAfterCommit: (() => void)[] = [];
  private ended = false;

  constructor(private readonly client: PoolClient) {
    this.begun = client.query('begin');
    this.begun.catch(() => undefined);
  }

  async query<Row extends object = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Row[]> {
    if (this.ended) throw new Error('This transaction has ended: the query was not awaited inside it.');
    if (values === undefined) return (await this.client.query<Row>(text)).rows;
    const name = statementName(text);
    const statement = name === undefined ? { text, values: [...values] } : { name, text, values: [...values] };
    return (await this.client.query<Row>(statement)).rows;
  }

  afterCommit(run: () => void): void {
    this.toRunAfterCommit.push(run);
  }

  async commit(): Promise<void> {
    await this.begun;
    this.ended = true;
    const { command } = await this.client.query('commit');
    // COMMIT of a transaction that a swallowed error has aborted answers ROLLBACK, and no error.
    if (command !== 'COMMIT') throw new Error('The transaction was rolled back: a statement in it failed and its error was not passed on.');
  }

  runAfterCommit(): void {
    for (const run of this.toRunAfterCommit) run();
  }
}

/** A connection that cannot even roll back is closed, which rolls back as well. */
async function giveBackRolledBack(client: PoolClient): Promise<void> {
  try {
    await client.query('rollback');
    giveBack(client);
  } catch (cause) {
    giveBack(client, cause instanceof Error ? cause : true);
  }
}

function giveBack(client: PoolClient, broken?: Error | true): void {
  client.off('error', ignore);
  client.release(broken);
}

const ignore = (): void => undefined;
