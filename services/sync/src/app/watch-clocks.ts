import type { CalendarEdition } from '@tongxiu/working-days';
import { due } from '@tongxiu/working-days';
import type { Transactions, Tx } from '@tongxiu/messaging';
import { workingDaysToShow } from './deadlines.js';

export interface ProvisionalClock {
  readonly changeId: number;
  readonly clockStartedAt: string;
}

export interface CountedClock {
  readonly changeId: number;
  readonly dueAt: string;
  readonly calendar: string;
}

export abstract class Clocks {
  /** False when another instance watches at the moment. Held until the transaction ends. */
  abstract claim(tx: Tx): Promise<boolean>;
  /** Writes down every effect whose due time has passed without being applied, once; answers how many were new. */
  abstract noteBreaches(now: string, tx: Tx): Promise<number>;
  abstract provisional(limit: number, tx: Tx): Promise<readonly ProvisionalClock[]>;
  abstract recount(clocks: readonly CountedClock[], tx: Tx): Promise<void>;
}

const provisionalMax = 1_000;

/** A breach is written down when it happens and is never re-based; a due time that was provisional is counted once its year is loaded. */
export class WatchClocks {
  constructor(
    private readonly clocks: Clocks,
    private readonly transactions: Transactions,
    private readonly calendar: () => Promise<CalendarEdition>,
    private readonly now: () => string,
    private readonly report: (sentence: string, cause?: unknown) => void,
  ) {}

  async sweep(): Promise<void> {
    const calendar = await this.calendar();
    const breaches = await this.transactions.run(async (tx) => {
      if (!(await this.clocks.claim(tx))) return 0;
      const provisional = await this.clocks.provisional(provisionalMax, tx);
      const counted = provisional.flatMap(({ changeId, clockStartedAt }): CountedClock[] => {
        const { dueAt, edition } = due(calendar, clockStartedAt, workingDaysToShow);
        return dueAt === null ? [] : [{ changeId, dueAt, calendar: edition }];
      });
      if (counted.length > 0) await this.clocks.recount(counted, tx);
      return this.clocks.noteBreaches(this.now(), tx);
    });
    if (breaches > 0) this.report(`${breaches} effects passed their due time without being applied`);
  }
}
