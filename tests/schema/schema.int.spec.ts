import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { testPostgres } from '@tongxiu/testkit';
import { messagingMigrations } from '@tongxiu/messaging';
import { DataSource } from 'typeorm';
import type { ServiceDefinition } from '@tongxiu/hosting';
import { intake } from '../../services/intake/src/intake.service-definition.js';
import { publicity } from '../../services/publicity/src/publicity.service-definition.js';
import { review } from '../../services/review/src/review.service-definition.js';
import { sync } from '../../services/sync/src/sync.service-definition.js';
import { dumpSchema } from './dump-schema.js';

let postgres: Awaited<ReturnType<typeof testPostgres>>;
beforeAll(async () => {
  postgres = await testPostgres();
}, 60_000);
afterAll(() => postgres.stop());

const definitions: readonly ServiceDefinition[] = [intake, review, publicity, sync];

test.each(definitions.map((definition) => [definition.name, definition] as const))(
  'the migrations of %s, run from zero, give the schema that is written down',
  async (name, definition) => {
    const url = await postgres.createDatabase();
    const dataSource = new DataSource({ type: 'postgres', url, migrations: [...messagingMigrations, ...definition.migrations] });
    await dataSource.initialize();
    await dataSource.runMigrations();
    await dataSource.destroy();
    const dumped = await dumpSchema(url);
    const file = new URL(`../../services/${name}/schema.sql`, import.meta.url);
    if (process.env['UPDATE_SCHEMA'] === '1') await writeFile(file, dumped);
    expect(dumped).toBe(await readFile(file, 'utf8'));
  },
  60_000,
);
