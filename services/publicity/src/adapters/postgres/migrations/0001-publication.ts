import type { MigrationInterface, QueryRunner } from 'typeorm';

// What: the desired state of every record with its history, what it says, when it ends, and what was kept or refused.
// Why: the service's own state; see the comment of each table for who reads and writes it.
// The previous release runs against the result: there is none.
export class Publication0001_1750000000201 implements MigrationInterface {
  readonly name = 'Publication0001_1750000000201';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['early_repair', 'refusal', 'publication_history', 'publicity_end', 'publication_content', 'publication']) {
      await runner.query(`drop table ${table}`);
    }
  }
}

/**
 * Keys sort by bytes ("C") everywhere: locks are taken in that order, and no library upgrade may change it.
 *
 * `publication` is the row every repair updates, so it is narrow, none of the columns that change is indexed, and half of each
 * page is kept free: an update stays on its page and touches no index (HOT). With 70 % in use the second write of a listing
 * already had to leave the page, and half of the repairs with it.
 */
const statements = [
  `create table publication (
    record_key text collate "C" primary key,
    version integer not null,
    state text not null check (state in ('awaited', 'shown', 'withdrawn', 'removed', 'expired')),
    credit_code text not null,
    register_revision integer not null,
    listing_revision integer not null,
    listing_decided_on date,
    changed_at timestamptz not null
  ) with (fillfactor = 50)`,
  `comment on table publication is 'Desired state of each record on every site. Locked in key order by everybody who changes anything about a record.'`,

  `create table publication_content (
    record_key text collate "C" primary key,
    credit_code text not null,
    folded_name text not null,
    name_pieces text[] not null,
    content json not null,
    rulebook text not null,
    minimum_until date,
    maximum_until date,
    listed_at timestamptz not null
  )`,
  `create index publication_content_credit_code on publication_content (credit_code, record_key)`,
  `create index publication_content_name_pieces on publication_content using gin (name_pieces)`,
  `comment on table publication_content is 'What the present listing says. Written by listings, read by the public search, never touched by a repair.'`,

  `create table publicity_end (
    record_key text collate "C" primary key,
    maximum_until date not null
  )`,
  `create index publicity_end_day on publicity_end (maximum_until, record_key)`,
  `comment on table publicity_end is 'Last days still to come. A row leaves when its day is over, so the sweep finds only what is due.'`,

  `create table publication_history (
    record_key text collate "C" not null,
    version integer not null,
    state text not null,
    effects json not null,
    cause json not null,
    clock_started_at timestamptz not null,
    changed_at timestamptz not null,
    primary key (record_key, version)
  )`,
  `comment on table publication_history is 'Every version with the decision behind it. Only ever added to.'`,

  `create table refusal (
    event_id uuid primary key,
    record_key text collate "C" not null,
    what text not null,
    revision integer,
    state text not null,
    reason text not null,
    refused_at timestamptz not null
  )`,
  `create index refusal_record on refusal (record_key)`,
  `comment on table refusal is 'Events that moved nothing, and why.'`,

  `create table early_repair (
    event_id uuid primary key,
    record_key text collate "C" not null,
    record_revision integer not null,
    repair json not null,
    kept_at timestamptz not null
  )`,
  `create index early_repair_record on early_repair (record_key)`,
  `comment on table early_repair is 'Approved repairs of a listing that has not arrived yet. They take effect in the transaction of that listing.'`,
];
