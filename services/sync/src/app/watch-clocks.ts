import type { CalendarEdition } from '@tongxiu/working-days';
import { due } from '@tongxiu/working-days';
import type { Transactions, Tx } from '@tongxiu/messaging';
import { workingDaysToShow } from './deadlines.js';

export interface RunningClock {
  readonly changeId: number;
  readonly clockStartedAt: string;
  readonly calendar: string;
  readonly dueAt: string | null;
}

export interface CountedClock {
  readonly changeId: number;
  readonly dueAt: string;
  readonly calendar: string;
  readonly before: Pick<RunningClock, 'calendar' | 'dueAt'>;
}

export abstract class Clocks {
  /** False when another instance watches at the moment. Held until the transaction ends. */
  abstract claim(tx: Tx): Promise<boolean>;
  /** Writes down every effect whose due time has passed without being applied, once; answers how many were new. */
  abstract noteBreaches(now: string, tx: Tx): Promise<number>;
  /**
   * Clocks by another edition than the current one: those without a due time, and those of changes that a site still has to apply and none
   * was late with. A page in the order of numbers.
   */
  abstract toRecount(current: string, after: number, limit: number, tx: Tx): Promise<readonly RunningClock[]>;
  /** Writes the new due times and keeps the old ones beside them. */
  abstract recount(clocks: readonly CountedClock[], at: string, tx: Tx): Promise<void>;
}

const pageSize = 1_000;

interface Page {
  readonly breaches: number;
  readonly next: number | undefined;
}

/**
 * A breach is written down when it happens and is never re-based: so what has passed is noted before anything is counted again. Then what
 * is open is counted by the current edition where it is not, and what that puts in the past is noted too.
 */
export class WatchClocks {
  constructor(
    private readonly clocks: Clocks,
    private readonly transactions: Transactions,
    private readonly calendar: () => Promise<CalendarEdition>,
    private readonly now: () => string,
    private readonly report: (sentence: string, cause?: unknown) => void,
  ) {}

  /** A page is a transaction. Another instance that watches at the moment does the same. */
  async sweep(): Promise<void> {
    let after: number | undefined = 0;
    while (after !== undefined) {
      const from: number = after;
      const page: Page | undefined = await this.transactions.run(async (tx) =>
        (await this.clocks.claim(tx)) ? this.page(from, tx) : undefined,
      );
      if (page !== undefined && page.breaches > 0) this.report(`${page.breaches} effects passed their due time without being applied`);
      after = page?.next;
    }
  }

  /** The edition is read by whoever holds the turn: an instance that had read it before would count back what another one counted. */
  private async page(after: number, tx: Tx): Promise<Page> {
    const at = this.now();
    const calendar = await this.calendar();
    const passed = await this.clocks.noteBreaches(at, tx);
    const page = await this.clocks.toRecount(calendar.edition, after, pageSize, tx);
    const next = page.length < pageSize ? undefined : page.at(-1)?.changeId;
    const counted = page.flatMap((clock) => countedBy(calendar, clock));
    if (counted.length === 0) return { breaches: passed, next };
    await this.clocks.recount(counted, at, tx);
    return { breaches: passed + (await this.clocks.noteBreaches(at, tx)), next };
  }
}

function countedBy(calendar: CalendarEdition, { changeId, clockStartedAt, ...before }: RunningClock): CountedClock[] {
  const { dueAt, edition } = due(calendar, clockStartedAt, workingDaysToShow);
  return dueAt === null ? [] : [{ changeId, dueAt, calendar: edition, before }];
}
