import { reminders, type IsoDate, type IsoInstant, type Reminder } from '@tongxiu/contracts';
import type { Transactions, Tx } from '@tongxiu/messaging';
import { addDays } from '@tongxiu/working-days';
import type { Announce } from './announce.js';
import type { Publications } from './publications.js';

/** Where a sweep of one reminder stands: the last day of the period, and the record. */
export interface ReminderCursor {
  readonly periodEndsOn: IsoDate;
  readonly recordKey: string;
}

/** Periods to be told of that end on one of these days, and the first and the last of them count. */
export interface Days {
  readonly from: IsoDate | null;
  readonly to: IsoDate;
}

export abstract class Reminders {
  abstract due(
    reminder: Reminder,
    days: Days,
    after: ReminderCursor | undefined,
    limit: number,
    tx: Tx,
  ): Promise<readonly ReminderCursor[]>;
  /** Notes that these shown records are told now; answers those that were not told of the same period before. */
  abstract note(reminder: Reminder, recordKeys: readonly string[], days: Days, at: IsoInstant, tx: Tx): Promise<readonly ReminderCursor[]>;
  /** Nothing is left to tell about these, shown or not. */
  abstract done(reminder: Reminder, recordKeys: readonly string[], days: Days, tx: Tx): Promise<void>;
}

export interface ReminderSweep {
  readonly on: IsoDate;
  readonly reminded: Readonly<Record<Reminder, number>>;
  /** Records that were being changed at that moment; the next sweep looks at them again. */
  readonly busy: number;
}

interface Chunk {
  readonly last: ReminderCursor | undefined;
  readonly reminded: number;
  readonly busy: number;
}

const chunkSize = 1000;

/**
 * Reminds companies that a repair is possible from now on, and that display will end by itself soon (H-084). In chunks, each a
 * transaction of its own; a record is told once of each period, whatever is swept again.
 */
export class RemindCompanies {
  constructor(
    private readonly transactions: Transactions,
    private readonly publications: Publications,
    private readonly reminders: Reminders,
    private readonly announce: Announce,
    private readonly daysBeforeMaximum: number,
  ) {}

  async run(on: IsoDate, now: IsoInstant): Promise<ReminderSweep> {
    const reminded = { minimumEnded: 0, maximumNear: 0 };
    let busy = 0;
    for (const reminder of reminders) {
      let cursor: ReminderCursor | undefined;
      do {
        const after = cursor;
        const chunk = await this.transactions.run((tx) => this.chunk(reminder, this.daysOf(reminder, on), after, now, tx));
        cursor = chunk.last;
        reminded[reminder] += chunk.reminded;
        busy += chunk.busy;
      } while (cursor !== undefined);
    }
    return { on, reminded, busy };
  }

  /** The minimum is told the day after it ended; the maximum so many days ahead, and not once it is over. */
  private daysOf(reminder: Reminder, on: IsoDate): Days {
    return reminder === 'minimumEnded' ? { from: null, to: addDays(on, -1) } : { from: on, to: addDays(on, this.daysBeforeMaximum) };
  }

  private async chunk(reminder: Reminder, days: Days, after: ReminderCursor | undefined, now: IsoInstant, tx: Tx): Promise<Chunk> {
    const due = await this.reminders.due(reminder, days, after, chunkSize, tx);
    if (due.length === 0) return { last: undefined, reminded: 0, busy: 0 };
    const present = await this.publications.lockFree(
      due.map(({ recordKey }) => recordKey),
      tx,
    );
    const shown = [...present.values()].filter(({ state }) => state === 'shown').map(({ recordKey }) => recordKey);
    const told = await this.reminders.note(reminder, shown, days, now, tx);
    await this.reminders.done(reminder, [...present.keys()], days, tx);
    await this.announce.reminded(reminder, told, present, now, tx);
    return { last: due.length < chunkSize ? undefined : due.at(-1), reminded: told.length, busy: due.length - present.size };
  }
}
