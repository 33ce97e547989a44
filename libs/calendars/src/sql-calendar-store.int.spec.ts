import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { PgTransactions } from '@tongxiu/messaging';
import { testPostgres, year2027, type TestPostgres } from '@tongxiu/testkit';
import { builtInCalendar, type CalendarEdition } from '@tongxiu/working-days';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { calendarMigrations } from './migrations/calendars-0001.js';
import { SqlCalendarStore } from './sql-calendar-store.js';

let postgres: TestPostgres;
let template: string;
let pool: pg.Pool;
beforeAll(async () => {
  postgres = await testPostgres();
  template = await postgres.createDatabase();
  const migrating = new DataSource({ type: 'postgres', url: template, migrations: calendarMigrations });
  await migrating.initialize();
  await migrating.runMigrations();
  await migrating.destroy();
}, 60_000);
beforeEach(async () => {
  await pool?.end();
  pool = new pg.Pool({ connectionString: await postgres.createDatabase(template), max: 4 });
});
afterAll(async () => {
  await pool.end();
  await postgres.stop();
});

/** As another instance of the service would have it: nothing in memory. */
const store = (): SqlCalendarStore => new SqlCalendarStore(pool, new PgTransactions(pool));

const next: CalendarEdition = {
  edition: 'CN-2027',
  years: { ...builtInCalendar.years, '2027': year2027 },
};

test('the built-in edition is current at first start, also when several instances start at once', async () => {
  const started = await Promise.all([store(), store(), store()].map((one) => one.current()));
  for (const calendar of started) expect(calendar).toEqual(builtInCalendar);
  const { rows } = await pool.query(`select edition, loaded_by, current from calendar_edition`);
  expect(rows).toEqual([{ edition: 'CN-2026', loaded_by: 'built-in', current: true }]);
});

test('a loaded edition is current for every instance at once, and the one before stays known', async () => {
  const [here, there] = [store(), store()];
  await there.current();
  expect(await here.load(next, 'operator-1')).toEqual({ kind: 'loaded' });
  expect(await there.current()).toEqual(next);
  expect(await store().edition('CN-2026')).toEqual(builtInCalendar);
  expect(await store().edition('CN-1999')).toBeUndefined();
});

test('loading the same again is a repetition; other days under the same name are refused', async () => {
  const calendars = store();
  await calendars.load(next, 'operator-1');
  expect(await calendars.load(next, 'operator-2')).toEqual({ kind: 'repeated' });
  const changed = { ...next, years: { ...next.years, '2027': { holidays: next.years['2027']?.holidays ?? [], makeUpDays: [] } } };
  expect(await calendars.load(changed, 'operator-1')).toMatchObject({ kind: 'refused', faults: [{ field: 'edition' }] });
  expect(await calendars.current()).toEqual(next);
});

test('an edition with faults changes nothing', async () => {
  const calendars = store();
  const faulty = { edition: 'CN-2027b', years: { '2027': { holidays: ['2027-01-01'], makeUpDays: ['2027-01-01'] } } };
  expect(await calendars.load(faulty, 'operator-1')).toMatchObject({ kind: 'refused' });
  expect(await calendars.current()).toEqual(builtInCalendar);
});

test('the same object is given each time, so that what was derived from it can be kept', async () => {
  const calendars = store();
  expect(await calendars.current()).toBe(await calendars.current());
});
