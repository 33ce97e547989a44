import type { MigrationRunner } from './runner.js';

/**
 * What: the outbox, facts waiting to be published, oldest first by `place`.
 * Why: a fact must be written in the transaction of the state it is about.
 * The previous release runs against the result: yes, there is none.
 *
 * It is a queue: rows live for milliseconds. Vacuum must come by their number, not by the table's size, and the first index
 * page is what every read begins with.
 */
export class Outbox1763600000001 {
  readonly name = 'Outbox1763600000001';

  async up(runner: MigrationRunner): Promise<void> {
    await runner.query(`
      create table outbox (
        place bigint primary key generated always as identity,
        event_id uuid not null,
        topic text not null,
        key text not null,
        headers json not null,
        value text not null
      ) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_threshold = -1,
              autovacuum_vacuum_cost_delay = 0, autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 50000)`);
  }

  async down(runner: MigrationRunner): Promise<void> {
    await runner.query('drop table outbox');
  }
}
