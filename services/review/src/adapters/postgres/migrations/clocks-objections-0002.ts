import type { MigrationInterface, QueryRunner } from 'typeorm';

// What: warnings, breaches and recounts of deadlines; objections; notes in the file; what the archive is searched by.
// Why: every statutory clock is watched and explained afterwards, refusals can be objected to, and the archive (台账) is kept.
// The previous release cannot open cases against the result: dossiers name record, organ, kind and day from here on.
export class ClocksObjections0002_1750000000202 implements MigrationInterface {
  readonly name = 'ClocksObjections0002_1750000000202';

  async up(runner: QueryRunner): Promise<void> {
    // On the dossier and not on the file: a step rewrites the file and every index entry of it.
    await runner.query(`
      alter table review_dossier
        add column record_key text, add column organ_code text, add column kind text, add column submitted_at timestamptz`);
    await runner.query(`
      update review_dossier d
      set record_key = f.record_key, organ_code = f.organ_code, kind = d.record ->> 'kind', submitted_at = f.submitted_at
      from review_file f where f.case_id = d.case_id`);
    await runner.query(`
      alter table review_dossier
        alter column record_key set not null, alter column organ_code set not null,
        alter column kind set not null, alter column submitted_at set not null`);
    await runner.query(`create index review_dossier_record on review_dossier (record_key)`);
    await runner.query(`create index review_dossier_archive on review_dossier (submitted_at, case_id)`);
    await runner.query(`create index review_dossier_archive_of_organ on review_dossier (organ_code, submitted_at, case_id)`);
    // Both partial, and neither holds a case that is accepted or decided: deciding touches none of them.
    await runner.query(`create index review_file_notice_due on review_file (notice_due_at, case_id) where notice_due_at < 'infinity'`);
    await runner.query(`create index review_file_supplementing on review_file (case_id) where stage = 'supplementing'`);
    await runner.query(`
      create table deadline_warning (
        case_id uuid not null,
        what text not null,
        level smallint not null,
        crossed_at timestamptz not null,
        primary key (case_id, what, level)
      )`);
    await runner.query(`
      create table deadline_breach (
        case_id uuid not null,
        what text not null,
        organ_code text not null,
        due_at timestamptz not null,
        found_at timestamptz not null,
        primary key (case_id, what)
      )`);
    await runner.query(`create index deadline_breach_due on deadline_breach (due_at, case_id, what)`);
    await runner.query(`create index deadline_breach_of_organ on deadline_breach (organ_code, due_at, case_id, what)`);
    await runner.query(`
      create table deadline_recount (
        id bigint generated always as identity primary key,
        case_id uuid not null,
        what text not null,
        at timestamptz not null,
        old_calendar text not null,
        old_due_date date,
        new_calendar text not null,
        new_due_date date not null
      )`);
    await runner.query(`create index deadline_recount_case on deadline_recount (case_id, what)`);
    await runner.query(`
      create table objection (
        objection_id uuid primary key,
        case_id uuid not null,
        organ_code text not null,
        stage text not null,
        filed_at timestamptz not null,
        materials json not null,
        constraint objection_once unique (case_id)
      )`);
    await runner.query(`create index objection_waiting on objection (organ_code, case_id) where stage = 'filed'`);
    await runner.query(`
      create table case_note (
        id bigint generated always as identity primary key,
        case_id uuid not null,
        at timestamptz not null,
        code text not null,
        message json not null
      )`);
    await runner.query(`create index case_note_case on case_note (case_id)`);
    // Breaches found before there was a place for them.
    await runner.query(`
      insert into deadline_breach (case_id, what, organ_code, due_at, found_at)
      select d.case_id, d.what, f.organ_code, d.due_at, coalesce(d.met_at, d.due_at)
      from deadline d join review_file f on f.case_id = d.case_id where d.status = 'missed'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['case_note', 'objection', 'deadline_recount', 'deadline_breach', 'deadline_warning'])
      await runner.query(`drop table ${table}`);
    for (const index of ['review_file_notice_due', 'review_file_supplementing']) await runner.query(`drop index ${index}`);
    await runner.query(`
      alter table review_dossier drop column record_key, drop column organ_code, drop column kind, drop column submitted_at`);
  }
}
