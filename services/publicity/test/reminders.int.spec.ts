import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { ReminderDueV1 } from '@tongxiu/contracts';
import { randomUUID } from 'node:crypto';
import { RemindCompanies } from '../src/app/remind-companies.js';
import { listed, repaired, revoked } from '../src/domain/example-happenings.js';
import type { Listed } from '../src/domain/happening.js';
import type { PublicityPeriod } from '../src/domain/publicity-period.js';
import { openPublications, type OpenPublications } from './open-publications.js';
import { SqlReminders } from '../src/adapters/postgres/reminders.sql-store.js';

const now = '2026-11-22T01:00:00.000Z';
const keyOf = (number: number): string => `penalty:111501000000000001:${number}`;
const period: PublicityPeriod = {
  rulebook: 'HHHT-2024',
  minimumUntil: '2026-04-15',
  maximumUntil: '2029-01-15',
  repairableFrom: '2026-04-16',
};
const listing = (number: number, change: Partial<PublicityPeriod> = {}, revision = 1): Listed => ({
  ...listed(revision),
  eventId: randomUUID(),
  recordKey: keyOf(number),
  period: { ...period, ...change },
});

let open: OpenPublications;
let remind: RemindCompanies;

beforeAll(async () => {
  open = await openPublications();
  remind = new RemindCompanies(open.transactions, open.publications, new SqlReminders(), open.announce, 30);
}, 60_000);
afterAll(() => open.close());
beforeEach(() => open.empty());

const list = (...listings: Listed[]) => open.transactions.run((tx) => open.follow.run(listings, now, tx));
const told = () =>
  open.told.flatMap(({ key, data }) => {
    const { reminder, periodEndsOn } = data as Partial<ReminderDueV1>;
    return reminder === undefined ? [] : [`${key.slice(-1)} ${reminder} ${periodEndsOn}`];
  });

test('a company is reminded the day after the minimum ended, once (H-084, H-015)', async () => {
  await list(listing(1));
  expect((await remind.run('2026-04-15', now)).reminded.minimumEnded).toBe(0);
  expect((await remind.run('2026-04-16', now)).reminded.minimumEnded).toBe(1);
  expect((await remind.run('2026-04-17', now)).reminded.minimumEnded).toBe(0);
  expect(told()).toEqual(['1 minimumEnded 2026-04-15']);
  expect(open.told.at(-1)).toMatchObject({ sequence: 1, data: { creditCode: listed(1).record.creditCode, at: now } });
});

test('a company is reminded 30 days before the maximum, and not after it (H-084, H-013)', async () => {
  await list(listing(1, { repairableFrom: null }));
  expect((await remind.run('2028-12-15', now)).reminded.maximumNear).toBe(0);
  expect((await remind.run('2028-12-16', now)).reminded.maximumNear).toBe(1);
  await list(listing(2));
  expect((await remind.run('2029-01-16', now)).reminded.maximumNear).toBe(0);
});

test('a record that cannot be repaired at the end of its minimum is not announced as repairable (J-016, J-017)', async () => {
  await list(listing(1, { repairableFrom: '2029-01-16' }));
  expect((await remind.run('2026-05-01', now)).reminded.minimumEnded).toBe(0);
});

test('a correction that moves the day is told anew; one that does not is not (H-084)', async () => {
  await list(listing(1));
  await remind.run('2026-11-22', now);
  await list(listing(1, {}, 2));
  await remind.run('2026-11-22', now);
  await list(listing(1, { minimumUntil: '2026-10-15', repairableFrom: '2026-10-16' }, 3));
  await remind.run('2026-11-22', now);
  expect(told()).toEqual(['1 minimumEnded 2026-04-15', '1 minimumEnded 2026-10-15']);
});

test('nobody is reminded of a record that was repaired, and everybody of one that is shown again (H-084, J-018)', async () => {
  await list(listing(1));
  const repair = { ...repaired(1), recordKey: keyOf(1) };
  await open.transactions.run((tx) => open.end.run([repair], now, tx));
  expect((await remind.run('2028-12-20', now)).reminded).toEqual({ minimumEnded: 0, maximumNear: 0 });
  await open.transactions.run((tx) => open.end.run([{ ...revoked(1), recordKey: keyOf(1) }], now, tx));
  expect((await remind.run('2028-12-20', now)).reminded).toEqual({ minimumEnded: 0, maximumNear: 1 });
});

test('a sweep goes through any number of records in chunks, and passes over what is being changed', async () => {
  await list(...[...Array(2300).keys()].map((number) => listing(number)));
  await open.transactions.run(async (tx) => {
    await open.publications.lock([keyOf(1)], tx);
    expect(await remind.run('2026-11-22', now)).toEqual({ on: '2026-11-22', reminded: { minimumEnded: 2299, maximumNear: 0 }, busy: 1 });
  });
  expect((await remind.run('2026-11-22', now)).reminded.minimumEnded).toBe(1);
}, 30_000);
