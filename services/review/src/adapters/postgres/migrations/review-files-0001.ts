import type { MigrationInterface, QueryRunner } from 'typeorm';

// What: review files, what is kept beside them, their steps and their deadlines.
// Why: the first tables of this service.
// The previous release runs against the result: there is none.
export class ReviewFiles0001_1750000000201 implements MigrationInterface {
  readonly name = 'ReviewFiles0001_1750000000201';

  async up(runner: QueryRunner): Promise<void> {
    // Narrow on purpose: a step rewrites the whole row, so what only people read is kept in the dossier.
    // due_at is infinity while no clock of the unit runs, or while its last day is not known.
    await runner.query(`
      create table review_file (
        case_id uuid primary key,
        record_key text not null,
        record_revision integer not null,
        stage text not null,
        step integer not null,
        organ_code text not null,
        channel text not null,
        rulebook text not null,
        facts json not null,
        materials text[] not null,
        submitted_at timestamptz not null,
        accepted_at timestamptz,
        due_at timestamptz not null,
        notice_due_at timestamptz not null
      )`);
    await runner.query(`create index review_file_worklist on review_file (organ_code, stage, due_at, case_id)`);
    await runner.query(`create index review_file_due on review_file (due_at, case_id) where due_at < 'infinity'`);
    await runner.query(`
      create table review_dossier (
        case_id uuid primary key,
        record json not null,
        statements json not null,
        materials jsonb not null
      )`);
    await runner.query(`
      create table case_step (
        case_id uuid not null,
        step integer not null,
        move text not null,
        stage text not null,
        at timestamptz not null,
        actor text,
        organ_code text,
        organ_name text,
        reasons json not null,
        findings json,
        rulebook text not null,
        calendar text,
        verdict json,
        primary key (case_id, step)
      )`);
    // No index on what changes (status, met_at), so that settling a deadline stays within its page.
    await runner.query(`
      create table deadline (
        case_id uuid not null,
        what text not null,
        rule text not null,
        clause text not null,
        start_event text not null,
        from_date date not null,
        working_days integer not null,
        calendar text not null,
        due_date date,
        due_at timestamptz,
        status text not null,
        met_at timestamptz,
        suspended_on date,
        resumed_on date,
        primary key (case_id, what)
      ) with (fillfactor = 85)`);
    await runner.query(`create index deadline_provisional on deadline (case_id) where due_at is null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['deadline', 'case_step', 'review_dossier', 'review_file']) await runner.query(`drop table ${table}`);
  }
}
