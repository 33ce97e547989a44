import type { MigrationRunner } from './runner.js';

/**
 * What: the inbox, one row per event a reaction has handled.
 * Why: the bus delivers at least once; the row stands or falls with the effect and makes a repeat harmless.
 * The previous release runs against the result: yes, there is none.
 *
 * Rows are kept until the case is closed, never for a time: the bus may be replayed from its beginning. Ids of version 7 let
 * the index grow at its right end.
 */
export class Inbox1763600000002 {
  readonly name = 'Inbox1763600000002';

  async up(runner: MigrationRunner): Promise<void> {
    await runner.query(`
      create table inbox (
        event_id uuid not null,
        reaction text not null,
        primary key (event_id, reaction)
      )`);
  }

  async down(runner: MigrationRunner): Promise<void> {
    await runner.query('drop table inbox');
  }
}
