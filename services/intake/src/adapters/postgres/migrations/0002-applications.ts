import type { MigrationInterface, QueryRunner } from 'typeorm';

// What: materials, applications as they were submitted, how far each case has come, and which case holds a listing.
// Why: what was submitted never changes; what review and sync tell about a case fills columns of the narrow progress row, which
//   has no index but its key, so that an update stays on its page. A listing has one case that is open or ended well: the primary
//   key of listing_case is the guarantee (one penalty, one repair), and a refusal frees it by deleting the row.
// The previous release runs against the result: it knows none of these tables.
export class Applications0002_1750000000202 implements MigrationInterface {
  readonly name = 'Applications0002_1750000000202';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table material (
        material_id uuid primary key,
        credit_code text not null,
        kind text not null,
        sha256 text not null,
        bytes integer not null,
        media_type text not null,
        uploaded_by text not null,
        uploaded_at timestamptz not null,
        unique (credit_code, kind, sha256)
      )`);
    await runner.query(`
      create table application (
        case_id uuid primary key,
        record_key text not null,
        listing integer not null,
        credit_code text not null,
        channel text not null,
        statements json not null,
        materials json not null,
        submitted_at timestamptz not null,
        submitted_by text not null,
        accept_by date,
        query_code text not null unique
      )`);
    await runner.query(`
      create table case_progress (
        case_id uuid primary key,
        supplement_requested_at timestamptz,
        supplemented_at timestamptz,
        accepted_at timestamptz,
        decide_by date,
        not_accepted_at timestamptz,
        approved_at timestamptz,
        refused_at timestamptz,
        shown_at timestamptz,
        supplement_reasons json,
        end_reasons json,
        receipts json
      ) with (fillfactor = 50)`);
    await runner.query(`
      create table listing_case (
        record_key text not null,
        listing integer not null,
        case_id uuid not null,
        primary key (record_key, listing)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['listing_case', 'case_progress', 'application', 'material']) await runner.query(`drop table ${table}`);
  }
}
