import type { MigrationInterface, QueryRunner } from 'typeorm';

// What: changes in the order they were taken in, the ledger of effects per site, lanes, dispatches, outcomes, breaches.
// Why: one numbered log with a position per site makes a site that was down the same case as a site that was not told yet.
// There is no previous release.
export class Sync0001_1763800000001 implements MigrationInterface {
  readonly name = 'Sync0001_1763800000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    const tables = ['closing_later', 'closing', 'breach', 'dispatch', 'effect', 'outcome', 'change', 'read_back', 'lane', 'site', 'head'];
    for (const table of tables) await runner.query(`drop table ${table}`);
  }
}

const statements = [
  // The one row that numbers changes and outcomes. It is locked by whoever takes changes in, until the commit: numbers therefore have
  // no gaps and follow the order of commits, so that "after my position" never skips a late committer.
  `create table head (
     one boolean primary key default true check (one),
     changes bigint not null,
     outcomes bigint not null
   ) with (fillfactor = 20)`,
  `insert into head (changes, outcomes) values (0, 0)`,

  `create table site (
     site_no smallint generated always as identity primary key,
     id text not null unique,
     tier text not null,
     name jsonb not null,
     kinds text[] not null,
     configured boolean not null default true,
     -- Changes up to here were made before the site joined: it is brought up to them, without a clock.
     joined_after bigint not null
   )`,

  `create table change (
     id bigint primary key,
     record_key text not null,
     version integer not null,
     kind text not null,
     state text not null,
     outdated boolean not null,
     case_id uuid,
     clock_started_at timestamptz not null,
     changed_at timestamptz not null,
     received_at timestamptz not null default now(),
     due_at timestamptz,
     calendar text not null,
     provisional boolean not null,
     -- JSON texts, never parsed on the way: what a site is sent, and the decision behind it.
     body text not null,
     cause text not null,
     traceparent text,
     unique (record_key, version)
   )`,
  `create index change_provisional on change (id) where provisional`,

  `create table outcome (
     position bigint primary key,
     change_id bigint not null
   )`,

  // How far a lane has come. Every change up to sent_through has an effect row, or is none of the site's business.
  `create table lane (
     site_no smallint primary key references site,
     sent_through bigint not null default 0,
     breaker text not null default 'closed',
     failures integer not null default 0,
     resume_at timestamptz,
     last_error text,
     last_error_at timestamptz
   ) with (fillfactor = 10)`,
  `create table read_back (
     site_no smallint primary key references site,
     verified_through bigint not null default 0,
     differences bigint not null default 0
   ) with (fillfactor = 10)`,

  // One row per (change, site), inserted when the site's answer is stored: what is still due is what lies after the lane's position,
  // and costs no row. The only other write of a healthy effect is 'verified', a heap-only update: next_attempt_at, the one indexed
  // column that ever changes, stays null for it. It is set for what wants attention again; 'infinity' waits for a person.
  // Measured in batches of 500, backend CPU per effect: 7 µs this way, all updates heap-only; 21 µs with a row inserted as 'due', picked
  // by a partial index on the state and updated twice, none of it heap-only. The fill factor leaves room for the second version.
  `create table effect (
     site_no smallint not null,
     change_id bigint not null,
     state text not null check (state in ('due', 'accepted', 'applied', 'verified', 'superseded', 'parked')),
     attempts integer not null default 1,
     read_backs smallint not null default 0,
     sent_at timestamptz,
     applied_at timestamptz,
     acknowledged_at timestamptz,
     verified_at timestamptz,
     next_attempt_at timestamptz,
     receipt_no text,
     code text,
     note text,
     primary key (site_no, change_id)
   ) with (fillfactor = 45)`,
  `create index effect_open on effect (site_no, next_attempt_at) where next_attempt_at is not null`,

  `create table dispatch (
     site_no smallint not null references site,
     batch_id uuid not null,
     sent_at timestamptz not null,
     through bigint not null,
     change_ids bigint[] not null,
     aside text not null,
     primary key (site_no, batch_id)
   ) with (fillfactor = 10)`,

  `create table breach (
     site_no smallint not null,
     change_id bigint not null,
     due_at timestamptz not null,
     noted_at timestamptz not null default now(),
     primary key (site_no, change_id)
   )`,

  // Up to where the repairs of a kind were looked at for being shown everywhere, and those that were not finished then.
  `create table closing (kind text primary key, through bigint not null) with (fillfactor = 20)`,
  `create table closing_later (change_id bigint primary key)`,
];
