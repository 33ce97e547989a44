import type { MigrationInterface, QueryRunner } from 'typeorm';

// What: the calendar editions of a service and the days of each year.
// Why: a deadline names the edition it was counted by, and a year announced later is loaded while the service runs.
// The previous release runs against the result: it knows neither table.
export class Calendars0001_1750000000101 implements MigrationInterface {
  readonly name = 'Calendars0001_1750000000101';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table calendar_edition (
        edition text primary key,
        loaded_at timestamptz not null default now(),
        loaded_by text not null,
        current boolean not null
      )`);
    await runner.query(`create unique index calendar_edition_current on calendar_edition (current) where current`);
    await runner.query(`
      create table calendar_year (
        edition text not null references calendar_edition,
        year integer not null,
        days jsonb not null,
        primary key (edition, year)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table calendar_year`);
    await runner.query(`drop table calendar_edition`);
  }
}

export const calendarMigrations = [Calendars0001_1750000000101];
