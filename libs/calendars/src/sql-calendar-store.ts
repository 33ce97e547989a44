import type { Transactions, Tx } from '@tongxiu/messaging';
import { builtInCalendar, type CalendarEdition, type CalendarFault, type CalendarYear } from '@tongxiu/working-days';
import type { Pool } from 'pg';
import { CalendarStore, type LoadOutcome } from './calendar-store.js';
import { loadFaults } from './load-faults.js';

/**
 * Which edition is current is asked of the database every time, so that all instances change over at once; the days of an edition are
 * kept in memory for good, since they never change.
 */
export class SqlCalendarStore extends CalendarStore {
  private readonly known = new Map<string, CalendarEdition>();

  constructor(
    private readonly pool: Pool,
    private readonly transactions: Transactions,
  ) {
    super();
  }

  async current(): Promise<CalendarEdition> {
    const name = (await this.currentName()) ?? (await this.seed());
    const found = await this.edition(name);
    if (found === undefined) throw new Error(`calendar edition ${name} is current but has no years`);
    return found;
  }

  async edition(name: string): Promise<CalendarEdition | undefined> {
    const known = this.known.get(name);
    if (known !== undefined) return known;
    const { rows } = await this.pool.query<YearRow>(`select year, days from calendar_year where edition = $1 order by year`, [name]);
    if (rows.length === 0) return undefined;
    const edition = { edition: name, years: Object.fromEntries(rows.map(({ year, days }) => [String(year), days])) };
    this.known.set(name, edition);
    return edition;
  }

  async load(edition: CalendarEdition, loadedBy: string): Promise<LoadOutcome> {
    const current = await this.current();
    const before = await this.edition(edition.edition);
    if (before !== undefined && canonical(before) !== canonical(edition)) return { kind: 'refused', faults: [nameTaken(edition.edition)] };
    const faults = loadFaults(edition, current);
    if (faults.length > 0) return { kind: 'refused', faults };
    await this.transactions.run(async (tx) => {
      await tx.query(`lock table calendar_edition in share row exclusive mode`);
      await tx.query(`update calendar_edition set current = false where current`);
      await insert(edition, loadedBy, tx);
      await tx.query(`update calendar_edition set current = true where edition = $1`, [edition.edition]);
    });
    return { kind: before === undefined ? 'loaded' : 'repeated' };
  }

  private async currentName(): Promise<string | undefined> {
    const { rows } = await this.pool.query<{ edition: string }>(`select edition from calendar_edition where current`);
    return rows[0]?.edition;
  }

  /** At first start; when several instances start at once, one seeds and the others find it done. */
  private async seed(): Promise<string> {
    await this.transactions.run(async (tx) => {
      await tx.query(`lock table calendar_edition in share row exclusive mode`);
      const [some] = await tx.query(`select 1 from calendar_edition limit 1`);
      if (some !== undefined) return;
      await insert(builtInCalendar, 'built-in', tx);
      await tx.query(`update calendar_edition set current = true where edition = $1`, [builtInCalendar.edition]);
    });
    return (await this.currentName()) ?? builtInCalendar.edition;
  }
}

interface YearRow {
  readonly year: number;
  readonly days: CalendarYear;
}

async function insert({ edition, years }: CalendarEdition, loadedBy: string, tx: Tx): Promise<void> {
  await tx.query(
    `with edition as (
       insert into calendar_edition (edition, loaded_by, current) values ($1, $2, false) on conflict (edition) do nothing returning edition
     )
     insert into calendar_year (edition, year, days)
     select edition, year, days::jsonb from edition, unnest($3::int[], $4::text[]) as loaded (year, days)`,
    [edition, loadedBy, Object.keys(years).map(Number), Object.values(years).map((days) => JSON.stringify(days))],
  );
}

/** The same days say the same, in whatever order they were sent. */
const canonical = ({ years }: CalendarEdition): string =>
  JSON.stringify(
    Object.keys(years)
      .sort()
      .map((year) => [year, [...(years[year]?.holidays ?? [])].sort(), [...(years[year]?.makeUpDays ?? [])].sort()]),
  );

const nameTaken = (name: string): CalendarFault => ({
  field: 'edition',
  message: {
    zh: `版本“${name}”已装载且内容不同；已使用的版本不得更改，请使用新的版本名。`,
    en: `The edition "${name}" was loaded before with other days; an edition in use never changes, so give the new one a new name.`,
  },
});
