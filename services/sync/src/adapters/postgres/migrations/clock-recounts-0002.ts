import type { MigrationInterface, QueryRunner } from 'typeorm';

// What: the due time and edition a clock had before it was counted again.
// Why: a wrong calendar edition is corrected for what is still open, and everybody can see what was promised before.
// The previous release runs against the result: it knows nothing of the table.
export class ClockRecounts0002_1763800000002 implements MigrationInterface {
  readonly name = 'ClockRecounts0002_1763800000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table clock_recount (
        change_id bigint not null,
        id bigint generated always as identity,
        at timestamptz not null,
        old_calendar text not null,
        old_due_at timestamptz,
        new_calendar text not null,
        new_due_at timestamptz not null,
        primary key (change_id, id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table clock_recount`);
  }
}
