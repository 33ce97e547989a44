import type { MigrationRunner } from './runner.js';

/**
 * What: copies of a parked message are known by place, time and contents; `log_offset` is the offset, which `"offset"` was before.
 * Why: a log that was lost and made anew counts from the beginning, and what must be parked at a used offset was dropped as a copy.
 * The previous release runs against the result: yes; it goes on writing `"offset"` under the unique constraint it names.
 *
 * Expand: until that release is gone, both columns are written, and `"offset"` is a negative number that is free where another
 * message has the place. The next release fills `log_offset` where it is null, makes it required, and drops `"offset"`, and with it
 * the constraint.
 */
export class ParkedCopies1763600000004 {
  readonly name = 'ParkedCopies1763600000004';

  async up(runner: MigrationRunner): Promise<void> {
    await runner.query('alter table parked add column log_offset bigint');
    await runner.query(`
      create unique index parked_copy on parked
        (reaction, topic, partition, (coalesce(log_offset, "offset")), appended_at_ms, payload_sha256)`);
  }

  async down(runner: MigrationRunner): Promise<void> {
    await runner.query('drop index parked_copy');
    await runner.query('alter table parked drop column log_offset');
  }
}
