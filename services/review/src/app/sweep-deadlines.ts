import type { Transactions, Tx } from '@tongxiu/messaging';
import type { CalendarEdition } from '@tongxiu/working-days';
import { late, recounted, type Deadline, type DeadlineShape } from '../domain/deadlines.js';
import { crossings, type Crossing } from '../domain/warning-levels.js';
import type { Calendars } from './calendars.js';

export interface Recount extends Pick<Deadline, 'caseId' | 'what' | 'dueDate' | 'dueAt' | 'status' | 'calendar'> {
  /** As the deadline stood when it was counted; if a step was taken since, the next sweep counts again. */
  readonly before: Pick<Deadline, 'status' | 'calendar' | 'dueDate'>;
}

/** Where a page of deadlines goes on. */
export type After = Pick<Deadline, 'caseId' | 'what'>;

/** What many open deadlines have in common: they are warned of at the same instants. */
export type CountedShape = DeadlineShape & Pick<Deadline, 'calendar'>;

export type ShapeCrossing = CountedShape & Crossing;

export abstract class DeadlineLedger {
  /** One sweep at a time: false when another one is at it. Held until the transaction ends. */
  abstract takeTurn(tx: Tx): Promise<boolean>;
  /** Marks so many of the unit's clocks that passed unmet, files a breach for each, and says how many there were. */
  abstract markMissed(at: string, limit: number, tx: Tx): Promise<number>;
  /** Deadlines without a last day, and open ones counted by another edition than the current one; a page in key order. */
  abstract toRecount(current: string, after: After | undefined, limit: number, tx: Tx): Promise<readonly Deadline[]>;
  /** Writes the new last days and keeps the old ones beside them. */
  abstract recount(recounts: readonly Recount[], at: string, tx: Tx): Promise<void>;
  /** The shapes of all clocks that run, or have passed unmet. */
  abstract openShapes(tx: Tx): Promise<readonly CountedShape[]>;
  /** Keeps each crossing once for each open deadline of the shape, and says how many were new. */
  abstract warn(crossed: readonly ShapeCrossing[], tx: Tx): Promise<number>;
}

export interface Swept {
  readonly missed: number;
  readonly recounted: number;
  readonly warned: number;
}

const pageSize = 1000;

/**
 * Breaches are recorded and never re-based: so what has passed is marked before anything is counted again. Then open limits are counted by
 * the current edition where they are not, what that puts in the past is marked too, and whoever answers for a limit is warned.
 */
export class SweepDeadlines {
  constructor(
    private readonly transactions: Transactions,
    private readonly ledger: DeadlineLedger,
    private readonly calendars: Calendars,
  ) {}

  /** Undefined when another sweep is running, which does the same. A page is a transaction, so no step waits long for a sweep. */
  async run(at: string): Promise<Swept | undefined> {
    const before = await this.markAllMissed(at);
    const recounted = before === undefined ? undefined : await this.recountAll(at);
    const after = recounted === undefined ? undefined : await this.markAllMissed(at);
    const warned = after === undefined ? undefined : await this.inTurn((tx) => this.warn(at, tx));
    if (before === undefined || recounted === undefined || after === undefined || warned === undefined) return undefined;
    return { missed: before + after, recounted, warned };
  }

  private async markAllMissed(at: string): Promise<number | undefined> {
    let count = 0;
    for (;;) {
      const marked = await this.inTurn((tx) => this.ledger.markMissed(at, pageSize, tx));
      if (marked === undefined) return undefined;
      count += marked;
      if (marked < pageSize) return count;
    }
  }

  private async recountAll(at: string): Promise<number | undefined> {
    const calendar = await this.calendars.current();
    let count = 0;
    let after: After | undefined;
    do {
      const page = await this.inTurn((tx) => this.recountPage(after, calendar, at, tx));
      if (page === undefined) return undefined;
      count += page.count;
      after = page.next;
    } while (after !== undefined);
    return count;
  }

  private async recountPage(after: After | undefined, calendar: CalendarEdition, at: string, tx: Tx): Promise<RecountedPage> {
    const page = await this.ledger.toRecount(calendar.edition, after, pageSize, tx);
    const recounts = page.flatMap((deadline) => recountOf(deadline, calendar));
    if (recounts.length > 0) await this.ledger.recount(recounts, at, tx);
    return { count: recounts.length, next: page.length < pageSize ? undefined : page.at(-1) };
  }

  private async warn(at: string, tx: Tx): Promise<number> {
    const crossed: ShapeCrossing[] = [];
    for (const shape of await this.ledger.openShapes(tx)) {
      const calendar = await this.calendars.edition(shape.calendar);
      if (calendar === undefined) continue;
      crossed.push(...crossings(shape, calendar).flatMap((crossing) => (late(crossing.crossedAt, at) ? [{ ...shape, ...crossing }] : [])));
    }
    return crossed.length === 0 ? 0 : this.ledger.warn(crossed, tx);
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
  const { caseId, what, ...before } = deadline;
  const known = recounted(deadline, calendar);
  return known === undefined ? [] : [{ caseId, what, before, calendar: calendar.edition, ...known }];
}
