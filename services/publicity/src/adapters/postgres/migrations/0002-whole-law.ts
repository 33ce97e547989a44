import type { MigrationInterface, QueryRunner } from 'typeorm';

// What: what ended a listing; outcomes told by other sites and the conflicts they raise; reminders; what applicants promised and
// what became of it; the text and the service of notices; the regimes of severe lists.
// Why: revocation, mutual recognition and the services around a repair.
// The previous release runs against the result: columns it does not know have defaults, and it writes none of the new tables.
export class WholeLaw0002_1750000000202 implements MigrationInterface {
  readonly name = 'WholeLaw0002_1750000000202';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of undone) await runner.query(statement);
  }
}

const statements = [
  `alter table publication add column ended_by uuid`,
  `alter table early_repair add column place bigint generated always as identity`,
  `comment on table early_repair is 'Decisions about a listing that has not arrived yet. They take effect in the transaction of that listing, in the order of place.'`,

  `alter table publicity_end alter column maximum_until drop not null`,
  `alter table publicity_end add column minimum_until date`,
  `alter table publicity_end add column minimum_told boolean not null default false`,
  `alter table publicity_end add column maximum_told boolean not null default false`,
  `update publicity_end e set minimum_until = c.minimum_until from publication_content c where c.record_key = e.record_key`,
  `create index publicity_end_minimum on publicity_end (minimum_until, record_key) where not minimum_told`,
  `create index publicity_end_maximum on publicity_end (maximum_until, record_key) where not maximum_told`,
  `comment on table publicity_end is 'Days still to come. A row leaves when its last day is over, so the sweeps find only what is due.'`,
  `create table reminder (
    record_key text collate "C" not null,
    reminder text not null check (reminder in ('minimumEnded', 'maximumNear')),
    period_ends_on date not null,
    told_at timestamptz not null,
    primary key (record_key, reminder, period_ends_on)
  )`,
  `comment on table reminder is 'What a company was reminded of, so that it is told once (H-084). Only ever added to.'`,

  `alter table publication_content add column notice_required boolean not null default false`,
  `update publication_content
      set notice_required = not exists (select from json_array_elements_text(content -> 'penaltyKinds') k having bool_and(k in ('warning', 'criticism')))
    where record_key > 'penalty:' and record_key < 'penalty;'`,

  `create table recognition (
    recognition_id uuid primary key,
    event_id uuid not null,
    record_key text collate "C" not null,
    record_revision integer not null,
    state text not null check (state in ('withdrawn', 'removed')),
    effects json not null,
    site text not null,
    reference text not null,
    organ_code text not null,
    organ_name text not null,
    decided_at timestamptz not null,
    received_at timestamptz not null,
    result text not null check (result in ('applied', 'agreed', 'parked'))
  )`,
  `create index recognition_record on recognition (record_key)`,
  `comment on table recognition is 'Outcomes other sites decided about our records, and what came of each (H-044).'`,
  `create table conflict (
    conflict_id uuid primary key,
    recognition_id uuid not null references recognition,
    record_key text collate "C" not null,
    reasons text[] not null,
    ours_version integer not null,
    ours_state text not null,
    parked_at timestamptz not null,
    kept text check (kept in ('ours', 'theirs')),
    reason text,
    resolved_by text,
    resolved_at timestamptz
  )`,
  `create index conflict_open on conflict (parked_at, conflict_id) where resolved_at is null`,
  `comment on table conflict is 'Outcomes that contradict what is known here. An operator settles each; until then ours stands.'`,

  `create table applied_case (
    case_id uuid primary key,
    record_key text collate "C",
    record_revision integer,
    subject_name text,
    credit_code text,
    publishable boolean,
    submitted_at timestamptz,
    accepted_at timestamptz,
    refused_at timestamptz,
    withdrawn_at timestamptz,
    revoked_at timestamptz,
    revoked_why json
  )`,
  `create index applied_case_credit_code on applied_case (credit_code, case_id)`,
  `create index applied_case_record on applied_case (record_key)`,
  `comment on table applied_case is 'What the applicant of a case promised the public, and the steps that publish the promise or end it. Applications and decisions come on two topics, in any order.'`,

  `create table list_regime (
    list_id text primary key,
    active boolean not null,
    regime json not null,
    changed_at timestamptz not null
  )`,
  `comment on table list_regime is 'The regime of each severe list as its department last stated it (H-063).'`,

  `create table notice_template (
    organ_code text primary key,
    paragraphs json not null,
    changed_by text not null,
    changed_at timestamptz not null
  )`,
  `comment on table notice_template is 'Notices as departments adapted them; who is absent uses the text of Annex 1 (H-050).'`,
  `create table notice_service (
    entry bigint generated always as identity primary key,
    record_key text collate "C" not null,
    served_on date not null,
    decision_served_on date not null,
    receipt_reference text not null,
    recorded_by text not null,
    recorded_at timestamptz not null
  )`,
  `create index notice_service_record on notice_service (record_key, entry)`,
  `comment on table notice_service is 'Services of the notice together with the decision (H-048). Only ever added to; the last entry of a record counts.'`,
];

const undone = [
  ...['notice_service', 'notice_template', 'list_regime', 'applied_case', 'conflict', 'recognition', 'reminder'].map(
    (table) => `drop table ${table}`,
  ),
  `alter table publication_content drop column notice_required`,
  `drop index publicity_end_minimum, publicity_end_maximum`,
  `delete from publicity_end where maximum_until is null`,
  `alter table publicity_end drop column minimum_until, drop column minimum_told, drop column maximum_told`,
  `alter table publicity_end alter column maximum_until set not null`,
  `alter table early_repair drop column place`,
  `alter table publication drop column ended_by`,
];
