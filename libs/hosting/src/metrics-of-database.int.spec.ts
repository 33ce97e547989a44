import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PgTransactions } from '@tongxiu/messaging';
import { testPostgres, type TestPostgres } from '@tongxiu/testkit';
import pg from 'pg';
import { transactionSeconds, WatchedPools } from './metrics-of-database.js';
import { Metrics } from './metrics.js';

const metrics = new Metrics();
let postgres: TestPostgres;
let pool: pg.Pool;

beforeAll(async () => {
  postgres = await testPostgres();
  pool = new pg.Pool({ connectionString: await postgres.createDatabase(), max: 2 });
});

afterAll(async () => {
  await pool.end();
  await postgres.stop();
});

const figures = async (name: string): Promise<string[]> => (await metrics.text()).split('\n').filter((line) => line.startsWith(name));

test('a pool tells who has a connection, how many lie ready, and who waits for one', async () => {
  new WatchedPools(metrics).add('transactions', pool);
  const [first, second] = [await pool.connect(), await pool.connect()];
  const third = pool.connect();
  expect(await figures('tongxiu_pool')).toEqual([
    'tongxiu_pool_connections{pool="transactions",state="busy"} 2',
    'tongxiu_pool_connections{pool="transactions",state="idle"} 0',
    'tongxiu_pool_limit{pool="transactions"} 2',
    'tongxiu_pool_waiting{pool="transactions"} 1',
  ]);
  first.release();
  (await third).release();
  second.release();
  expect(await figures('tongxiu_pool')).toEqual([
    'tongxiu_pool_connections{pool="transactions",state="busy"} 0',
    'tongxiu_pool_connections{pool="transactions",state="idle"} 2',
    'tongxiu_pool_limit{pool="transactions"} 2',
    'tongxiu_pool_waiting{pool="transactions"} 0',
  ]);
});

test('a transaction is counted by how it ended, with the time the database took', async () => {
  const transactions = new PgTransactions(pool, transactionSeconds(metrics));
  await transactions.run((tx) => tx.query('select pg_sleep(0.12)'));
  await transactions.run((tx) => tx.query('select 1'));
  await expect(transactions.run((tx) => tx.query('select 1 / 0'))).rejects.toThrow('division by zero');
  expect(await figures('tongxiu_transaction_seconds_count')).toEqual([
    'tongxiu_transaction_seconds_count{ended="committed"} 2',
    'tongxiu_transaction_seconds_count{ended="rolled back"} 1',
  ]);
  expect(await figures('tongxiu_transaction_seconds_bucket{le="0.1",ended="committed"}')).toEqual([
    'tongxiu_transaction_seconds_bucket{le="0.1",ended="committed"} 1',
  ]);
});
