import type { Transactions, Tx } from '@tongxiu/messaging';
import { TooBusy, TooWide } from '../../app/public-records.js';
import { LineIsFull, WaitingLine } from './waiting-line.js';

/** Anybody may search, so a search that turns out to be wide ends before it costs the hot path anything. */
const searchTimeoutMs = 2000;
const queryCanceled = '57014';
const searchesMax = 4;
const waitingMax = 100;

/** The one door of all public searches to the database. */
export class PublicSearch {
  private readonly line = new WaitingLine(searchesMax, waitingMax);

  constructor(private readonly transactions: Transactions) {}

  async run<Row extends object>(text: string, values: readonly unknown[]): Promise<Row[]> {
    try {
      return await this.line.run(() => this.transactions.run((tx) => bounded<Row>(tx, text, values)));
    } catch (cause) {
      if (cause instanceof LineIsFull) throw new TooBusy('too many searches at once', { cause });
      if (cause instanceof Error && 'code' in cause && cause.code === queryCanceled)
        throw new TooWide('the search took too long', { cause });
      throw cause;
    }
  }
}

async function bounded<Row extends object>(tx: Tx, text: string, values: readonly unknown[]): Promise<Row[]> {
  await tx.query(`set local statement_timeout = ${searchTimeoutMs}`);
  return tx.query<Row>(text, values);
}
