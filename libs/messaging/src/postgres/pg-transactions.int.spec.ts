import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { eventually, testPostgres, type TestPostgres } from '@tongxiu/testkit';
import pg from 'pg';
import { PgTransactions } from './pg-transactions.js';

// Longer than the patience of `eventually`, so that it is the unmet expectation that speaks.
jest.setTimeout(30_000);

let postgres: TestPostgres;
let pool: pg.Pool;
let transactions: PgTransactions;

beforeAll(async () => {
  postgres = await testPostgres();
  pool = new pg.Pool({ connectionString: await postgres.createDatabase(), max: 2 });
  pool.on('error', () => undefined);
  await pool.query('create table thing (n integer primary key)');
  transactions = new PgTransactions(pool);
}, 60_000);
afterAll(async () => {
  await pool.end();
  await postgres.stop();
});

const things = async (): Promise<number[]> => (await pool.query<{ n: number }>('select n from thing order by n')).rows.map((row) => row.n);

test('what a transaction wrote is there after it, and its wish to wake somebody is met only then', async () => {
  const heard: number[][] = [];
  const answer = await transactions.run(async (tx) => {
    tx.afterCommit(() => void things().then((all) => heard.push(all)));
    await tx.query('insert into thing values ($1)', [1]);
    expect(heard).toEqual([]);
    return 'done';
  });
  expect(answer).toBe('done');
  expect(await things()).toEqual([1]);
  await eventually(() => heard.length === 1);
  expect(heard).toEqual([[1]]);
});

test('a throw undoes everything, is thrown on as it is, and wakes nobody', async () => {
  const cause = new Error('no');
  let woken = false;
  const run = transactions.run(async (tx) => {
    tx.afterCommit(() => (woken = true));
    await tx.query('insert into thing values (2)');
    throw cause;
  });
  await expect(run).rejects.toBe(cause);
  expect(await things()).toEqual([1]);
  expect(woken).toBe(false);
});

test('a failed statement whose error was swallowed cannot pass for a commit', async () => {
  const run = transactions.run(async (tx) => {
    await tx.query('insert into thing values (3)');
    await tx.query('insert into thing values ($1)', [1]).catch(() => undefined);
  });
  await expect(run).rejects.toThrow('rolled back');
  expect(await things()).toEqual([1]);
});

test('a query after the end is refused instead of running outside', async () => {
  let late: Promise<unknown> = Promise.resolve();
  await transactions.run(async (tx) => {
    await tx.query('select 1');
    late = new Promise((resolve) => tx.afterCommit(() => resolve(tx.query('insert into thing values (4)'))));
  });
  await expect(late).rejects.toThrow('has ended');
});

test('a connection cut in the middle fails its transaction and nothing else', async () => {
  const run = transactions.run(async (tx) => {
    await tx.query('insert into thing values (5)');
    const [row] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
    await pool.query('select pg_terminate_backend($1)', [row!.pid]);
    await tx.query('insert into thing values (6)');
  });
  await expect(run).rejects.toThrow();
  await transactions.run((tx) => tx.query('insert into thing values (7)'));
  expect(await things()).toEqual([1, 7]);
});
