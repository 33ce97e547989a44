import { messagingMigrations, transactionPool } from '@tongxiu/messaging';
import type pg from 'pg';
import { DataSource } from 'typeorm';
import type { PlatformConfig } from './platform-config.js';
import type { ServiceDefinition } from './service-definition.js';

/** Any constant will do, as long as nothing else in the database uses it. */
const migrationLock = 7_243_001;

export interface OpenDatabase {
  readonly dataSource: DataSource;
  /** For reads outside a transaction, by TypeORM or plain SQL. */
  readonly pool: pg.Pool;
  /** For `Transactions`, the relay and nothing else. */
  readonly transactions: pg.Pool;
  close(): Promise<void>;
}

/** TypeORM serves migrations and cold reads; hot paths write plain SQL on connections of their own. A third of them is for reading. */
export async function openDatabase(definition: ServiceDefinition, config: PlatformConfig): Promise<OpenDatabase> {
  const applicationName = `tongxiu-${definition.name}`;
  const poolSize = Math.max(2, Math.floor(config.databasePoolMax / 3));
  const dataSource = new DataSource({
    type: 'postgres',
    url: config.databaseUrl,
    applicationName,
    poolSize,
    entities: [...(definition.rows ?? [])],
    migrations: [...messagingMigrations, ...definition.migrations],
    migrationsTransactionMode: 'each',
  });
  await dataSource.initialize();
  await migrate(dataSource);
  const { master } = dataSource.driver as unknown as { master: pg.Pool };
  const transactions = transactionPool(config.databaseUrl, config.databasePoolMax - poolSize, applicationName);
  const close = async (): Promise<void> => {
    await transactions.end();
    await dataSource.destroy();
  };
  return { dataSource, pool: master, transactions, close };
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
