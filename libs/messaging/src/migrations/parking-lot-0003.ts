import type { MigrationRunner } from './runner.js';

/**
 * What: failures counted per message, and the messages taken out of the stream.
 * Why: one message that can never be worked must not hold up a partition, nor may it disappear.
 * The previous release runs against the result: yes, there is none.
 *
 * The partial index is read with every batch; it holds only keys that wait, so it is nearly always empty.
 */
export class ParkingLot1763600000003 {
  readonly name = 'ParkingLot1763600000003';

  async up(runner: MigrationRunner): Promise<void> {
    await runner.query(`
      create table attempt (
        reaction text not null,
        event_id uuid not null,
        failures integer not null default 1,
        last_failed_at timestamptz not null default now(),
        primary key (reaction, event_id)
      )`);
    await runner.query(`
      create table parked (
        id uuid primary key,
        reaction text not null,
        topic text not null,
        partition integer not null,
        "offset" bigint not null,
        key text not null,
        headers json not null,
        payload text,
        payload_sha256 text not null,
        reason text not null,
        attempts integer not null,
        holds_key boolean not null,
        appended_at_ms bigint not null,
        status text not null default 'parked' check (status in ('parked', 'replayed', 'discarded')),
        parked_at timestamptz not null default now(),
        ended_at timestamptz,
        ended_by text,
        ended_why text,
        unique (reaction, topic, partition, "offset")
      )`);
    await runner.query(`create index parked_holding on parked (reaction, key) where holds_key and status = 'parked'`);
  }

  async down(runner: MigrationRunner): Promise<void> {
    await runner.query('drop table parked');
    await runner.query('drop table attempt');
  }
}
