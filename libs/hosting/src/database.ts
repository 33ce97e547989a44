import { messagingMigrations } from '@tongxiu/messaging';
import type pg from 'pg';
import { DataSource } from 'typeorm';
import type { PlatformConfig } from './platform-config.js';
import type { ServiceDefinition } from './service-definition.js';

/** Any constant will do, as long as nothing else in the database uses it. */
const migrationLock = 7_243_001;

/**
 * The service's one connection pool. TypeORM serves migrations and cold reads; hot paths take the same pool's connections
 * with plain SQL, so that the number of connections stays one number.
 */
export async function openDatabase(
  definition: ServiceDefinition,
  config: PlatformConfig,
): Promise<{ dataSource: DataSource; pool: pg.Pool }> {
  const dataSource = new DataSource({
    type: 'postgres',
    url: config.databaseUrl,
    applicationName: `tongxiu-${definition.name}`,
    poolSize: config.databasePoolMax,
    entities: [...(definition.rows ?? [])],
    migrations: [...messagingMigrations, ...definition.migrations],
    migrationsTransactionMode: 'each',
  });
  await dataSource.initialize();
  await migrate(dataSource);
  const { master } = dataSource.driver as unknown as { master: pg.Pool };
  return { dataSource, pool: master };
}

/** Several instances may start at once: one migrates, the others wait and find nothing left to do. */
async function migrate(dataSource: DataSource): Promise<void> {
  const holder = dataSource.createQueryRunner();
  try {
    await holder.query('select pg_advisory_lock($1)', [migrationLock]);
    await dataSource.runMigrations();
    await holder.query('select pg_advisory_unlock($1)', [migrationLock]);
  } finally {
    await holder.release();
  }
}
