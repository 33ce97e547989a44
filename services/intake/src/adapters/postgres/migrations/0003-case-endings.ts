import type { MigrationInterface, QueryRunner } from 'typeorm';

// What: withdrawal, objection, recognition and revocation in the progress of a case; objections as filed.
// Why: what an applicant wrote stays here, review hears that it was written; one objection per case, because a case is refused once.
// The previous release runs against the result: new columns are empty and new tables unknown to it.
export class CaseEndings0003_1750000000203 implements MigrationInterface {
  readonly name = 'CaseEndings0003_1750000000203';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table case_progress
        add column withdrawal_requested_at timestamptz,
        add column withdrawn_at timestamptz,
        add column objected_at timestamptz,
        add column answer_objection_by date,
        add column objection_upheld_at timestamptz,
        add column objection_rejected_at timestamptz,
        add column objection_reasons json,
        add column recognised_at timestamptz,
        add column recognition_reasons json,
        add column revoked_at timestamptz,
        add column revocation_reasons json`);
    await runner.query(`
      create table objection (
        objection_id uuid primary key,
        case_id uuid not null unique,
        grounds text not null,
        materials json not null,
        filed_at timestamptz not null,
        filed_by text not null,
        answer_by date
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table objection`);
    for (const column of columns) await runner.query(`alter table case_progress drop column ${column}`);
  }
}

const columns = [
  'withdrawal_requested_at',
  'withdrawn_at',
  'objected_at',
  'answer_objection_by',
  'objection_upheld_at',
  'objection_rejected_at',
  'objection_reasons',
  'recognised_at',
  'recognition_reasons',
  'revoked_at',
  'revocation_reasons',
];
