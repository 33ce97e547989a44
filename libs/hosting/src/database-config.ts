import type { Environment } from './environment.js';

export interface DatabaseConfig {
  readonly databaseUrl: string;
  readonly databasePoolMax: number;
  /** Off where a job of its own migrates first; instances then need no right to change the schema. */
  readonly migrateAtStart: boolean;
}

export function readDatabaseConfig(env: Environment): DatabaseConfig {
  return {
    databaseUrl: env.url('DATABASE_URL'),
    databasePoolMax: env.integer('DATABASE_POOL_MAX', { default: 12, min: 4, max: 200 }),
    migrateAtStart: env.oneOf('MIGRATE_AT_START', ['on', 'off'], { default: 'on' }) === 'on',
  };
}
