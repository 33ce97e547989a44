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

  /** Undefined when another sweep is running, which does the same. A page is a transaction, so no step waits long for a sweep. */
  async run(at: string): Promise<Swept | undefined> {
    const calendar = await this.calendars.current();
    let count = 0;
    let after: After | undefined;
    do {
      const page = await this.inTurn((tx) => this.recountPage(after, calendar, tx));
      if (page === undefined) return undefined;
      count += page.count;
      after = page.next;
    } while (after !== undefined);
    const missed = await this.inTurn((tx) => this.ledger.markMissed(at, tx));
    return missed === undefined ? undefined : { missed, recounted: count };
  }

  private async recountPage(after: After | undefined, calendar: CalendarEdition, tx: Tx): Promise<RecountedPage> {
    const page = await this.ledger.provisional(after, pageSize, tx);
    const recounts = page.flatMap((deadline) => recountOf(deadline, calendar));
    if (recounts.length > 0) await this.ledger.recount(recounts, tx);
    return { count: recounts.length, next: page.length < pageSize ? undefined : page.at(-1) };
  }

  private inTurn<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result | undefined> {
    return this.transactions.run(async (tx) => ((await this.ledger.takeTurn(tx)) ? work(tx) : undefined));
  }
}

interface RecountedPage {
  readonly count: number;
  readonly next: After | undefined;
}

function recountOf(deadline: Deadline, calendar: CalendarEdition): Recount[] {
  const { caseId, what, status: before } = deadline;
  const known = recounted(deadline, calendar);
  return known === undefined ? [] : [{ caseId, what, before, calendar: calendar.edition, ...known }];
}
