import { expect, test } from '@jest/globals';
import pg from 'pg';
import { testPostgres } from './postgres.js';

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

test('every caller gets a database of its own on one server', async () => {
  const [one, two] = await Promise.all([testPostgres(), testPostgres()]);
  const [first, second] = await Promise.all([one.createDatabase(), two.createDatabase()]);
  await ask(first, 'create table only_here (id int)');
  await expect(ask(second, 'select * from only_here')).rejects.toThrow('does not exist');
  expect(new URL(first).host).toBe(new URL(second).host);
  await Promise.all([one.stop(), two.stop()]);
  await expect(ask(first, 'select 1')).rejects.toThrow('does not exist');
});

test('a database copied from a template starts with its rows', async () => {
  const postgres = await testPostgres();
  const template = await postgres.createDatabase();
  await ask(template, 'create table calendar (day date); insert into calendar values (date $$2026-01-01$$)');
  const copy = await postgres.createDatabase(template);
  expect(await ask(copy, 'select day::text from calendar')).toEqual([{ day: '2026-01-01' }]);
  await postgres.stop();
});
