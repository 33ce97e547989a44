import { MigrationExecutor, type DataSource } from 'typeorm';

/** Any constant will do, as long as nothing else in the database uses it. */
const migrationLock = 7_243_001;

/** This release needs migrations that nobody has run. */
export class SchemaBehind extends Error {
  constructor(readonly migrations: readonly string[]) {
    super(`its database lacks ${migrations.join(', ')}. Run this release with --migrate-only first, or set MIGRATE_AT_START=on.`);
  }
}

/** Several instances may start at once: one migrates, the others wait and find nothing left to do. */
export async function migrate(dataSource: DataSource): Promise<void> {
  const holder = dataSource.createQueryRunner();
  try {
    await holder.query('select pg_advisory_lock($1)', [migrationLock]);
    await dataSource.runMigrations();
    await holder.query('select pg_advisory_unlock($1)', [migrationLock]);
  } finally {
    await holder.release();
  }
}

/** Only reads, so that the account needs no right to change the schema. Migrations of a later release are no concern of this one. */
export async function expectMigrated(dataSource: DataSource): Promise<void> {
  const pending = await new MigrationExecutor(dataSource).getPendingMigrations();
  if (pending.length > 0) throw new SchemaBehind(pending.map(({ name }) => name));
}
