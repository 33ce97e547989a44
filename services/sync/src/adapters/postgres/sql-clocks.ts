import type { Tx } from '@tongxiu/messaging';
import { Clocks, type CountedClock, type RunningClock } from '../../app/watch-clocks.js';
import { numberArray, textArray } from './arrays.js';
import * as sql from './clocks.sql.js';

/** Any constant will do, as long as nothing else in the database uses it. */
const clockLock = 7_243_004;

interface ClockRow {
  readonly id: string;
  readonly clock_started_at: Date;
  readonly calendar: string;
  readonly due_at: Date | null;
}

export class SqlClocks extends Clocks {
  /** `breached` is told, by the id of the site, of breaches that were new and are committed. */
  constructor(private readonly breached: (site: string, count: number) => void = () => undefined) {
    super();
  }

  async claim(tx: Tx): Promise<boolean> {
    const [row] = await tx.query<{ mine: boolean }>(sql.claim, [clockLock]);
    return row?.mine === true;
  }

  async noteBreaches(now: string, tx: Tx): Promise<number> {
    const waiting = await tx.query<{ site: string }>(sql.waitingTooLong, [now]);
    const open = await tx.query<{ site: string }>(sql.openTooLong, [now]);
    const overtaken = await tx.query<{ site: string }>(sql.overtakenTooLong, [now]);
    const all = [...waiting, ...open, ...overtaken];
    const noted = Map.groupBy(all, ({ site }) => site);
    tx.afterCommit(() => noted.forEach((ofSite, site) => this.breached(site, ofSite.length)));
    return all.length;
  }

  async toRecount(current: string, after: number, limit: number, tx: Tx): Promise<readonly RunningClock[]> {
    const rows = await tx.query<ClockRow>(sql.toRecount, [current, after, limit]);
    return rows.map(({ id, clock_started_at, calendar, due_at }) => ({
      changeId: Number(id),
      clockStartedAt: clock_started_at.toISOString(),
      calendar,
      dueAt: due_at?.toISOString() ?? null,
    }));
  }

  async recount(clocks: readonly CountedClock[], at: string, tx: Tx): Promise<void> {
    await tx.query(sql.recount, [
      numberArray(clocks.map(({ changeId }) => changeId)),
      textArray(clocks.map(({ dueAt }) => dueAt)),
      textArray(clocks.map(({ calendar }) => calendar)),
      textArray(clocks.map(({ before }) => before.dueAt)),
      textArray(clocks.map(({ before }) => before.calendar)),
      at,
    ]);
  }
}
