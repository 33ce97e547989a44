import type { MigrationInterface, QueryRunner } from 'typeorm';

// What: outcomes that were decided elsewhere and count here too.
// Why: a site's own number for an outcome makes telling it twice harmless; a listing whose outcome is recognised needs no application.
// The previous release runs against the result: it does not know the table.
export class Recognitions0005_1750000000205 implements MigrationInterface {
  readonly name = 'Recognitions0005_1750000000205';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table recognition (
        recognition_id uuid primary key,
        site text not null,
        reference text not null,
        record_key text not null,
        listing integer not null,
        state text not null check (state in ('withdrawn', 'removed')),
        organ_code text not null,
        organ_name text not null,
        decided_at timestamptz not null,
        received_at timestamptz not null,
        told_by text not null,
        dismissed_at timestamptz,
        dismissed_by text,
        dismissed_why text,
        unique (site, reference)
      )`);
    await runner.query('create index recognition_listing on recognition (record_key, listing)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table recognition');
  }
}
