import type { Transactions, Tx } from '@tongxiu/messaging';
import type { CalendarEdition } from '@tongxiu/working-days';
import { recounted, type Deadline } from '../domain/deadlines.js';
import type { Calendars } from './calendars.js';

export interface Recount extends Pick<Deadline, 'caseId' | 'what' | 'dueDate' | 'dueAt' | 'status' | 'calendar'> {
  /** Where the deadline stood when it was counted; if a step was taken since, the next sweep counts again. */
  readonly before: Deadline['status'];
}

/** Where a page of deadlines goes on. */
export type After = Pick<Deadline, 'caseId' | 'what'>;

export abstract class DeadlineLedger {
  /** One sweep at a time: false when another one is at it. Held until the transaction ends. */
  abstract takeTurn(tx: Tx): Promise<boolean>;
  /** Marks the unit's clocks that passed unmet, and says how many. */
  abstract markMissed(at: string, tx: Tx): Promise<number>;
  /** Deadlines without a last day, a page in key order. */
  abstract provisional(after: After | undefined, limit: number, tx: Tx): Promise<readonly Deadline[]>;
  abstract recount(recounts: readonly Recount[], tx: Tx): Promise<void>;
}

export interface Swept {
  readonly missed: number;
  readonly recounted: number;
}

const pageSize = 1000;

/** Breaches are recorded, and what could not be counted before is counted once the calendar knows the year. Never re-based. */
export class SweepDeadlines {
  constructor(
    private readonly transactions: Transactions,
    private readonly ledger: DeadlineLedger,
    private readonly calendars: Calendars,
  ) {}

  /** Undefined when another sweep is running, which does the same. */
  async run(at: string): Promise<Swept | undefined> {
    const calendar = await this.calendars.current();
    return this.transactions.run(async (tx) => {
      if (!(await this.ledger.takeTurn(tx))) return undefined;
      let count = 0;
      let page: readonly Deadline[] = [];
      do {
        page = await this.ledger.provisional(page.at(-1), pageSize, tx);
        const recounts = page.flatMap((deadline) => recountOf(deadline, calendar));
        if (recounts.length > 0) await this.ledger.recount(recounts, tx);
        count += recounts.length;
      } while (page.length === pageSize);
      return { missed: await this.ledger.markMissed(at, tx), recounted: count };
    });
  }
}

function recountOf(deadline: Deadline, calendar: CalendarEdition): Recount[] {
  const { caseId, what, status: before } = deadline;
  const known = recounted(deadline, calendar);
  return known === undefined ? [] : [{ caseId, what, before, calendar: calendar.edition, ...known }];
}
