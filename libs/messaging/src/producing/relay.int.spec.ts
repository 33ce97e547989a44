import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { createSecretKey } from 'node:crypto';
import { eventually, testPostgres, type TestPostgres } from '@tongxiu/testkit';
import pg from 'pg';
import { Bus, type OutgoingMessage, type Subscription } from '../bus.js';
import { CuttableLine } from '../conformance/cuttable-line.js';
import { drawn, lotteryKeyring, serviceDatabase } from '../conformance/lottery-service.js';
import { PgTransactions } from '../postgres/pg-transactions.js';
import { Keyring } from '../signing/index.js';
import { Relay } from './relay.js';
import { SqlOutbox } from './sql-outbox.js';

// Longer than the patience of `eventually`, so that it is the unmet expectation that speaks.
jest.setTimeout(30_000);

/** Takes messages into memory, as told. */
class MemoryBus extends Bus {
  readonly log: OutgoingMessage[] = [];
  take: (messages: readonly OutgoingMessage[]) => readonly number[] | Promise<readonly number[]> = (messages) => messages.map((_m, n) => n);

  async publish(messages: readonly OutgoingMessage[]): Promise<readonly number[]> {
    const taken = await this.take(messages);
    this.log.push(...taken.map((index) => messages[index]!));
    return taken;
  }
  async ensureTopics(): Promise<void> {}
  async subscribe(): Promise<Subscription> {
    throw new Error('nobody listens');
  }
  async seek(): Promise<void> {}
  async close(): Promise<void> {}

  numbers(key: string): number[] {
    return this.log.filter((message) => message.key === key).map((message) => (JSON.parse(message.value) as { number: number }).number);
  }
}

let postgres: TestPostgres;
let pool: pg.Pool;
let bus: MemoryBus;
let relays: Relay[];

beforeAll(async () => {
  postgres = await testPostgres();
}, 60_000);
afterAll(() => postgres.stop());
beforeEach(async () => {
  pool = await serviceDatabase(await postgres.createDatabase());
  bus = new MemoryBus();
  relays = [];
});
afterEach(async () => {
  await Promise.all(relays.map((relay) => relay.stop()));
  await pool.end();
});

function startRelay(options = {}, keyring = lotteryKeyring): Relay {
  const relay = new Relay(pool, bus, keyring, { retryFirstMs: 10, retryCapMs: 20, pollMs: 200, ...options });
  relays.push(relay);
  relay.start();
  return relay;
}

const outboxOf = (relay: Relay): SqlOutbox => new SqlOutbox('/tongxiu/lottery', relay.wake);
const waiting = async (): Promise<number> => (await pool.query<{ n: number }>('select count(*)::int as n from outbox')).rows[0]!.n;

test('a fact is published with its CloudEvents attributes, once its transaction has committed', async () => {
  const outbox = outboxOf(startRelay());
  await new PgTransactions(pool).run(async (tx) => {
    await outbox.add([drawn('a', 1)], tx);
    expect(bus.log).toEqual([]);
  });
  await eventually(() => bus.log.length === 1);
  const [message] = bus.log;
  expect(message).toMatchObject({ topic: 'tongxiu.lottery', key: 'a', value: '{"number":1,"urn":"a"}' });
  expect(message!.headers).toMatchObject({
    ce_specversion: '1.0',
    ce_type: 'lottery.number-drawn.v1',
    ce_source: '/tongxiu/lottery',
    ce_subject: 'a',
    ce_sequence: '1',
  });
  expect(message!.headers['ce_id']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  await eventually(async () => (await waiting()) === 0);
});

test('what is rolled back is never published', async () => {
  const outbox = outboxOf(startRelay());
  const transactions = new PgTransactions(pool);
  const changeOfMind = new Error('no');
  await expect(
    transactions.run(async (tx) => {
      await outbox.add([drawn('a', 1)], tx);
      throw changeOfMind;
    }),
  ).rejects.toBe(changeOfMind);
  await transactions.run((tx) => outbox.add([drawn('a', 2)], tx));
  await eventually(() => bus.log.length > 0);
  expect(bus.numbers('a')).toEqual([2]);
});

test('a transaction that commits late is published, though others with later places went before', async () => {
  const outbox = outboxOf(startRelay());
  const transactions = new PgTransactions(pool);
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  let written = false;
  const late = transactions.run(async (tx) => {
    await outbox.add([drawn('late', 1)], tx);
    written = true;
    await held;
  });
  await eventually(() => written);
  for (let n = 1; n <= 5; n++) await transactions.run((tx) => outbox.add([drawn('early', n)], tx));
  await eventually(() => bus.numbers('early').length === 5);
  letGo();
  await late;
  await eventually(() => bus.numbers('late').length === 1);
});

test('what the bus did not take stays and goes again, and nothing that was taken does', async () => {
  bus.take = (messages) =>
    bus.log.length === 0 ? messages.flatMap((message, n) => (message.key === 'a' ? [n] : [])) : messages.map((_m, n) => n);
  const outbox = outboxOf(startRelay());
  await new PgTransactions(pool).run((tx) => outbox.add([drawn('a', 1), drawn('b', 1), drawn('a', 2), drawn('b', 2)], tx));
  await eventually(async () => (await waiting()) === 0);
  expect(bus.numbers('a')).toEqual([1, 2]);
  expect(bus.numbers('b')).toEqual([1, 2]);
});

test('a bus that cannot be reached is asked again until it can', async () => {
  let refusals = 4;
  bus.take = (messages) => {
    if (refusals-- > 0) throw new Error('unreachable');
    return messages.map((_m, n) => n);
  };
  const relay = startRelay();
  const outbox = outboxOf(relay);
  await new PgTransactions(pool).run((tx) => outbox.add([drawn('a', 1)], tx));
  await eventually(() => relay.failing > 1);
  await eventually(() => bus.log.length === 1);
  await eventually(() => relay.failing === 0);
});

test('of two relays one works, hears the commits of the other process, and is replaced when it ends', async () => {
  const first = startRelay();
  await eventually(() => first.active);
  const second = startRelay();
  const outbox = outboxOf(second);
  const transactions = new PgTransactions(pool);
  await transactions.run((tx) => outbox.add([drawn('a', 1)], tx));
  await eventually(() => bus.log.length === 1);
  expect(second.active).toBe(false);
  await first.stop();
  await transactions.run((tx) => outbox.add([drawn('a', 2)], tx));
  await eventually(() => bus.log.length === 2);
  expect(second.active).toBe(true);
  expect(bus.numbers('a')).toEqual([1, 2]);
});

test('a relay whose connection is cut gets another and goes on', async () => {
  const relay = startRelay();
  const outbox = outboxOf(relay);
  await eventually(() => relay.active);
  await pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tongxiu-relay' and datname = current_database()`,
  );
  await new PgTransactions(pool).run((tx) => outbox.add([drawn('a', 1)], tx));
  await eventually(() => bus.log.length === 1);
});

test('a relay whose line goes dead without a word gives it up and goes on over another', async () => {
  const line = await CuttableLine.to(pool.options.connectionString!);
  const behindLine = new pg.Pool({ connectionString: line.databaseUrl });
  const relay = new Relay(behindLine, bus, lotteryKeyring, { retryFirstMs: 10, retryCapMs: 20, pollMs: 100, answerMs: 300 });
  relay.start();
  await eventually(() => relay.active);
  line.freeze();
  // The server has found out, as its own probes make it; this side hears nothing of it.
  await pool.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tongxiu-relay'`);
  await new PgTransactions(pool).run((tx) => outboxOf(relay).add([drawn('a', 1)], tx));
  await eventually(() => bus.log.length === 1);
  line.thaw();
  await relay.stop();
  await behindLine.end();
  await line.close();
});

test('a relay that stops publishes first what is there', async () => {
  const relay = startRelay({ pollMs: 60_000 });
  const silent = new SqlOutbox('/tongxiu/lottery', () => undefined);
  await eventually(() => relay.active);
  await new PgTransactions(pool).run((tx) => silent.add([drawn('a', 1)], tx));
  await relay.stop();
  expect(bus.numbers('a')).toEqual([1]);
});

test('what waits in the outbox while the key changes is signed with the new one', async () => {
  const silent = new SqlOutbox('/tongxiu/lottery', () => undefined);
  await new PgTransactions(pool).run((tx) => silent.add([drawn('a', 1)], tx));
  const next = new Keyring([{ id: 'next', secret: createSecretKey(Buffer.alloc(32, 'next')) }]);
  startRelay({}, next);
  await eventually(() => bus.log.length === 1);
  expect(next.complaint(bus.log[0]!)).toBeUndefined();
  expect(lotteryKeyring.complaint(bus.log[0]!)).toMatch('key id next');
});
