/** One open database transaction. State, inbox, outbox and position rows written through it stand or fall together. */
export interface Tx {
  query<Row extends object = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Runs once the transaction has committed, and never if it rolls back: the place to wake somebody. */
  afterCommit(run: () => void): void;
}

export abstract class Transactions {
  /** Commits when `work` resolves, rolls back when it throws; what it throws is thrown on. */
  abstract run<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
}
