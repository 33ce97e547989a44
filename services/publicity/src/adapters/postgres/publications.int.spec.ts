import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { PublicationChangedV1 } from '@tongxiu/contracts';
import { Outbox, PgTransactions, type Fact, type Tx } from '@tongxiu/messaging';
import { testPostgres, type TestPostgres } from '@tongxiu/testkit';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { Announce } from '../../app/announce.js';
import { EndPublications } from '../../app/end-publications.js';
import { ExpirePublications } from '../../app/expire-publications.js';
import { FollowRegister } from '../../app/follow-register.js';
import { listed, record, removed, repaired } from '../../domain/example-happenings.js';
import type { Listed, Repaired } from '../../domain/happening.js';
import { SqlConflicts } from './conflicts.sql-store.js';
import { SqlDesiredStates } from './desired-states.sql-store.js';
import { publicityMigrations } from './migrations/index.js';
import { SqlPublications } from './publications.sql-store.js';

const now = '2026-11-22T01:00:00.000Z';
const keyOf = (number: number): string => `penalty:111501000000000001:${String(number).padStart(6, '0')}`;
const numbers = (count: number): number[] => [...Array(count).keys()];
const listing = (number: number, maximumUntil: string | null = '2029-01-15', revision = 1): Listed => ({
  ...listed(revision),
  eventId: randomUUID(),
  recordKey: keyOf(number),
  period: { rulebook: 'HHHT-2024', minimumUntil: null, maximumUntil, repairableFrom: null },
});
const repair = (number: number, recordRevision = 1): Repaired => ({
  ...repaired(recordRevision),
  eventId: randomUUID(),
  recordKey: keyOf(number),
});

/** Remembers what was told and really committed. */
class RememberingOutbox extends Outbox {
  readonly told: Fact[] = [];
  fails = false;
  async add(facts: readonly Fact[], tx: Tx): Promise<void> {
    if (this.fails) throw new Error('the outbox cannot be written');
    tx.afterCommit(() => this.told.push(...facts));
  }
}

let postgres: TestPostgres;
let pool: pg.Pool;
let transactions: PgTransactions;
const outbox = new RememberingOutbox();
const publications = new SqlPublications();
const announce = new Announce(outbox);
let follow: FollowRegister;
const end = new EndPublications(publications, announce);

beforeAll(async () => {
  postgres = await testPostgres();
  const url = await postgres.createDatabase();
  const dataSource = await new DataSource({ type: 'postgres', url, migrations: publicityMigrations }).initialize();
  await dataSource.runMigrations();
  await dataSource.destroy();
  pool = new pg.Pool({ connectionString: url, max: 8 });
  transactions = new PgTransactions(pool);
  follow = new FollowRegister(publications, new SqlConflicts(transactions, randomUUID), announce);
}, 60_000);

afterAll(async () => {
  await pool.end();
  await postgres.stop();
});

beforeEach(async () => {
  outbox.told.length = 0;
  outbox.fails = false;
  await pool.query('truncate publication, publication_content, publication_history, publicity_end, refusal, early_repair');
});

const list = (...listings: Listed[]) => transactions.run((tx) => follow.run(listings, now, tx));
const approve = (...repairs: Repaired[]) => transactions.run((tx) => end.run(repairs, now, tx));
const fileOf = async (number: number) => new SqlDesiredStates(transactions).file(keyOf(number));
const told = () => outbox.told.map(({ key, sequence, data }) => `${key.slice(-6)} ${sequence} ${(data as PublicationChangedV1).state}`);
const count = async (table: string): Promise<number> =>
  Number((await pool.query<{ count: string }>(`select count(*) from ${table}`)).rows[0]?.count);

test('a record is listed, repaired and explained', async () => {
  await list(listing(1));
  await approve(repair(1));
  expect(told()).toEqual(['000001 1 shown', '000001 2 withdrawn']);
  expect((outbox.told[0]?.data as PublicationChangedV1).record).toEqual(record);
  expect(outbox.told[1]?.data).not.toHaveProperty('record');
  expect(await fileOf(1)).toMatchObject({
    version: 2,
    state: 'withdrawn',
    registerRevision: 1,
    listingRevision: 1,
    listingDecidedOn: '2026-01-15',
    refusals: [],
    earlyRepairs: [],
    versions: [
      { version: 1, state: 'shown', effects: [], clockStartedAt: '2026-03-01T02:00:00.000Z', changedAt: now },
      { version: 2, state: 'withdrawn', effects: ['terminatePublicity'], cause: { rulebook: 'HHHT-2024' } },
    ],
  });
});

test('the same events once more change nothing and are kept with the reason', async () => {
  await list(listing(1));
  await approve(repair(1));
  await list(listing(1));
  await approve(repair(1));
  expect(told()).toHaveLength(2);
  expect(await fileOf(1)).toMatchObject({
    version: 2,
    refusals: [
      { what: 'listed', reason: 'outdated', state: 'withdrawn' },
      { what: 'repaired', reason: 'alreadyWithdrawn', revision: 1 },
    ],
  });
});

test('an approval that comes before its listing is kept, seen, and takes effect with the listing', async () => {
  await approve(repair(1));
  expect(told()).toEqual([]);
  expect(await fileOf(1)).toMatchObject({ state: 'awaited', version: 0, earlyRepairs: [{ recordRevision: 1, keptAt: now }] });
  expect(await new SqlDesiredStates(transactions).earlyRepairs(10)).toMatchObject([{ recordKey: keyOf(1) }]);
  expect(await new SqlDesiredStates(transactions).page(undefined, 10)).toEqual([]);
  await list(listing(1));
  expect(told()).toEqual(['000001 1 shown', '000001 2 withdrawn']);
  expect(await count('early_repair')).toBe(0);
});

test('an approval of the second listing waits for it while the first is shown', async () => {
  await list(listing(1));
  await approve(repair(1, 3));
  expect(await fileOf(1)).toMatchObject({ state: 'shown' });
  await transactions.run((tx) => follow.run([{ ...removed(2), recordKey: keyOf(1) }, listing(1, null, 3)], now, tx));
  expect(told()).toEqual(['000001 1 shown', '000001 2 removed', '000001 3 shown', '000001 4 withdrawn']);
});

test('a failure halfway leaves nothing behind, and the redelivery succeeds', async () => {
  outbox.fails = true;
  const happening = listing(1);
  await expect(list(happening)).rejects.toThrow('cannot be written');
  expect(await count('publication')).toBe(0);
  expect(await count('publication_history')).toBe(0);
  outbox.fails = false;
  await list(happening);
  expect(told()).toEqual(['000001 1 shown']);
});

test('two reactions that meet on the same keys lose nothing and never lock each other out', async () => {
  const rounds = 20;
  const keys = numbers(60);
  for (const round of numbers(rounds)) {
    const some = keys.map((key) => round * 100 + key);
    await Promise.all([
      list(...some.map((key) => listing(key))),
      approve(...[...some].reverse().map((key) => repair(key))),
      approve(...some.slice(20, 40).map((key) => repair(key))),
    ]);
  }
  const { rows } = await pool.query(`select state, version, count(*)::int from publication group by 1, 2`);
  expect(rows).toEqual([{ state: 'withdrawn', version: 2, count: rounds * keys.length }]);
  expect(await count('early_repair')).toBe(0);
  expect(await count('refusal')).toBe(rounds * 20);
  expect(told()).toHaveLength(rounds * keys.length * 2);
}, 60_000);

test('a key with quotes, backslashes and commas stays itself', async () => {
  const recordKey = `penalty:111501000000000001:a"b\\c,{d}'`;
  await list({ ...listing(1), recordKey });
  await approve({ ...repair(1), recordKey });
  expect(outbox.told.map(({ key, sequence }) => [key, sequence])).toEqual([
    [recordKey, 1],
    [recordKey, 2],
  ]);
});

describe('the automatic stop', () => {
  const expire = new ExpirePublications({ run: (work) => transactions.run(work) }, publications, announce, randomUUID);

  test('a record is shown on its last day and stopped on the day after', async () => {
    await list(listing(1, '2028-02-29'), listing(2, null));
    expect(await expire.run('2028-02-29', now)).toEqual({ on: '2028-02-29', expired: 0, busy: 0 });
    expect(await expire.run('2028-03-01', now)).toEqual({ on: '2028-03-01', expired: 1, busy: 0 });
    expect(outbox.told.at(-1)).toMatchObject({
      sequence: 2,
      data: {
        state: 'expired',
        effects: ['terminatePublicity'],
        cause: { organCode: record.organCode, organName: record.organName, rulebook: 'HHHT-2024', decidedAt: '2028-03-01T00:00:00+08:00' },
        clockStartedAt: '2028-03-01T00:00:00+08:00',
      },
    });
    expect(outbox.told.at(-1)?.id).toBe((outbox.told.at(-1)?.data as PublicationChangedV1).cause.eventId);
    expect(await expire.run('2028-03-02', now)).toMatchObject({ expired: 0 });
  });

  test('goes through any number of records, each once', async () => {
    const many = numbers(2500);
    await list(...many.map((number) => listing(number, number % 2 === 0 ? '2026-11-01' : '2026-11-02')));
    await approve(...numbers(100).map((number) => repair(number)));
    outbox.told.length = 0;
    const sweeps = await Promise.all([expire.run('2026-11-22', now), expire.run('2026-11-22', now)]);
    expect(sweeps[0].expired + sweeps[1].expired).toBe(2400);
    expect(new Set(outbox.told.map(({ key }) => key)).size).toBe(2400);
    await expire.run('2026-11-22', now);
    expect(await count('publicity_end')).toBe(0);
    expect((await pool.query(`select state, count(*)::int from publication group by 1 order by 1`)).rows).toEqual([
      { state: 'expired', count: 2400 },
      { state: 'withdrawn', count: 100 },
    ]);
  }, 60_000);

  test('passes over a record that is being changed, and finds it the next time', async () => {
    await list(listing(1, '2026-11-01'), listing(2, '2026-11-01'));
    await transactions.run(async (tx) => {
      await publications.lock([keyOf(1)], tx);
      expect(await expire.run('2026-11-22', now)).toMatchObject({ expired: 1, busy: 1 });
    });
    expect(await expire.run('2026-11-22', now)).toMatchObject({ expired: 1, busy: 0 });
  });

  test('follows a correction of the last day', async () => {
    await list(listing(1, '2026-11-01'));
    await list(listing(1, '2027-11-01', 2));
    expect(await expire.run('2026-11-22', now)).toMatchObject({ expired: 0 });
    await list(listing(1, null, 3));
    expect(await count('publicity_end')).toBe(0);
  });
});
