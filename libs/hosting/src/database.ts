import { messagingMigrations, probed, transactionPool } from '@tongxiu/messaging';
import type pg from 'pg';
import { DataSource } from 'typeorm';
import type { DatabaseConfig } from './database-config.js';
import { expectMigrated, migrate } from './migrations.js';
import type { ServiceDefinition } from './service-definition.js';

export interface OpenDatabase {
  readonly dataSource: DataSource;
  /** For reads outside a transaction, by TypeORM or plain SQL. */
  readonly pool: pg.Pool;
  /** For `Transactions`, the relay and nothing else. */
  readonly transactions: pg.Pool;
  close(): Promise<void>;
}

/** TypeORM serves migrations and cold reads; hot paths write plain SQL on connections of their own. A third of them is for reading. */
export async function openDatabase(definition: ServiceDefinition, config: DatabaseConfig): Promise<OpenDatabase> {
  const applicationName = `tongxiu-${definition.name}`;
  const poolSize = Math.max(2, Math.floor(config.databasePoolMax / 3));
  const dataSource = new DataSource({
    type: 'postgres',
    url: config.databaseUrl,
    applicationName,
    poolSize,
    extra: probed,
    entities: [...(definition.rows ?? [])],
    migrations: [...messagingMigrations, ...definition.migrations],
    migrationsTransactionMode: 'each',
  });
  await dataSource.initialize();
  await ready(dataSource, config);
  const { master } = dataSource.driver as unknown as { master: pg.Pool };
  const transactions = transactionPool(config.databaseUrl, config.databasePoolMax - poolSize, applicationName);
  const close = async (): Promise<void> => {
    await transactions.end();
    await dataSource.destroy();
  };
  return { dataSource, pool: master, transactions, close };
}

async function ready(dataSource: DataSource, { migrateAtStart }: DatabaseConfig): Promise<void> {
  try {
    await (migrateAtStart ? migrate(dataSource) : expectMigrated(dataSource));
  } catch (cause) {
    await dataSource.destroy();
    throw cause;
  }
}
