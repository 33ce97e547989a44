import type { MigrationInterface, QueryRunner } from 'typeorm';

// What: the regime each designating department keeps for its severe list, and how often a list changed.
// Why: conditions, procedure and materials are the department's own and read as a whole, so they are one document per list.
// The previous release runs against the result: it does not know the table.
export class ListRegimes0006_1750000000206 implements MigrationInterface {
  readonly name = 'ListRegimes0006_1750000000206';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table list_regime (
        list_id text primary key,
        regime json not null,
        changed_at timestamptz not null,
        changed_by text not null
      )`);
    await runner.query('alter table severe_list add column version integer not null default 0');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table severe_list drop column version');
    await runner.query('drop table list_regime');
  }
}
