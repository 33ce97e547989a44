import type { MigrationInterface, QueryRunner } from 'typeorm';

// What: the register of records as departments pushed them, and the activation flag of the severe lists.
// Why: a push locks and rewrites the narrow entry only; what was said at each revision is kept beside it and never updated.
// The previous release runs against the result: it knows none of these tables.
export class Register0001_1750000000201 implements MigrationInterface {
  readonly name = 'Register0001_1750000000201';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table register_entry (
        record_key text primary key,
        organ_code text not null,
        status text not null check (status in ('listed', 'removed')),
        revision integer not null,
        listing integer not null,
        decided_on date not null,
        removed_on date
      ) with (fillfactor = 80)`);
    await runner.query(`
      create table register_revision (
        record_key text not null,
        revision integer not null,
        action text not null check (action in ('listed', 'removed')),
        content text,
        removed_on date,
        reason text,
        pushed_by text not null,
        received_at timestamptz not null,
        primary key (record_key, revision)
      )`);
    await runner.query(`
      create table severe_list (
        list_id text primary key,
        active boolean not null,
        changed_at timestamptz not null default now(),
        changed_by text not null
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table severe_list`);
    await runner.query(`drop table register_revision`);
    await runner.query(`drop table register_entry`);
  }
}
