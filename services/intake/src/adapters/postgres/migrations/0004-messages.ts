import type { MigrationInterface, QueryRunner } from 'typeorm';

// What: short messages to be sent, the numbers they go to, and where an application came in (online or at a window).
// Why: a message is written with what it tells and sent later, so that a crash loses none. Numbers are sealed; a case's number is
//   deleted with its last message, a company's when the company takes it back.
// The previous release runs against the result: it knows none of these tables, and `entry` has a default.
export class Messages0004_1750000000204 implements MigrationInterface {
  readonly name = 'Messages0004_1750000000204';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table message_outbox (
        message_id uuid primary key default gen_random_uuid(),
        case_id uuid,
        kind text not null,
        text text,
        phone text,
        created_at timestamptz not null default now(),
        next_at timestamptz not null default now(),
        attempts integer not null default 0,
        failed_why text,
        given_up_at timestamptz
      )`);
    await runner.query('create index message_outbox_due on message_outbox (next_at) where given_up_at is null');
    await runner.query('create table case_contact (case_id uuid primary key, phone text not null)');
    await runner.query(`
      create table company_contact (
        credit_code text primary key,
        phone text not null,
        set_at timestamptz not null default now(),
        set_by text not null
      )`);
    await runner.query(`alter table application add column entry text not null default 'online' check (entry in ('online', 'window'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table application drop column entry');
    for (const table of ['company_contact', 'case_contact', 'message_outbox']) await runner.query(`drop table ${table}`);
  }
}
