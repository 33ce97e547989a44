import { messagingMigrations, PgTransactions, SqlOutbox } from '@tongxiu/messaging';
import { testPostgres } from '@tongxiu/testkit';
import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { SqlAppliedCases } from '../../src/adapters/postgres/applied-cases.sql-store.js';
import { SqlConflicts } from '../../src/adapters/postgres/conflicts.sql-store.js';
import { publicityMigrations } from '../../src/adapters/postgres/migrations/index.js';
import { PublicSearch } from '../../src/adapters/postgres/public-search.js';
import { SqlPublications } from '../../src/adapters/postgres/publications.sql-store.js';
import { Announce } from '../../src/app/announce.js';
import { EndPublications } from '../../src/app/end-publications.js';
import { FollowRegister } from '../../src/app/follow-register.js';
import { listed, record, recordKey, repaired } from '../../src/domain/example-happenings.js';

/** What a listing and a repair cost in the handler, in batches of 500. `node services/publicity/dist/test/bench/repairs.js [batches]` */
const [batches = 40] = process.argv.slice(2).map(Number);
const batchSize = 500;
const now = '2026-11-22T01:00:00.000Z';

const postgres = await testPostgres();
const url = await postgres.createDatabase();
const dataSource = await new DataSource({
  type: 'postgres',
  url,
  migrations: [...messagingMigrations, ...publicityMigrations],
}).initialize();
await dataSource.runMigrations();
await dataSource.destroy();
const pool = new pg.Pool({ connectionString: url, max: 4 });
const transactions = new PgTransactions(pool);
const publications = new SqlPublications();
const announce = new Announce(new SqlOutbox('publicity', () => undefined));
const follow = new FollowRegister(publications, new SqlConflicts(transactions, randomUUID), announce);
const end = new EndPublications(publications, announce);

const keysOf = (batch: number): string[] =>
  Array.from({ length: batchSize }, (_, at) => `penalty:111501000000000001:${String(batch * batchSize + at).padStart(8, '0')}`);

async function timed(work: (batch: number) => Promise<void>): Promise<string> {
  const tookUs: number[] = [];
  for (let batch = 0; batch < batches; batch++) {
    const from = performance.now();
    await work(batch);
    tookUs.push(((performance.now() - from) * 1000) / batchSize);
  }
  tookUs.sort((one, other) => one - other);
  return `${tookUs[Math.floor(batches / 2)]?.toFixed(0)} µs at the median, ${tookUs[Math.floor(batches * 0.9)]?.toFixed(0)} µs at the 90th percentile`;
}

const listings = await timed((batch) => {
  const entries = keysOf(batch).map((recordKey) => ({ ...listed(1), eventId: randomUUID(), recordKey }));
  return transactions.run((tx) => follow.run(entries, now, tx));
});
const repairs = await timed((batch) => {
  const entries = keysOf(batch).map((recordKey) => ({ ...repaired(1), eventId: randomUUID(), caseId: randomUUID(), recordKey }));
  return transactions.run((tx) => end.run(entries, now, tx));
});
const cases = new SqlAppliedCases(new PublicSearch(transactions));
const ids = Array.from({ length: batches * batchSize }, () => randomUUID());
const idsOf = (batch: number): string[] => ids.slice(batch * batchSize, (batch + 1) * batchSize);
const { subjectName, creditCode } = record;
const applications = await timed((batch) => {
  const entries = idsOf(batch).map((caseId) => ({
    caseId,
    recordKey,
    recordRevision: 1,
    subjectName,
    creditCode,
    publishable: true,
    submittedAt: now,
  }));
  return transactions.run((tx) => cases.submitted(entries, tx));
});
const acceptances = await timed((batch) => {
  const entries = idsOf(batch).map((caseId) => ({ what: 'accepted' as const, caseId, recordKey, at: now }));
  return transactions.run((tx) => cases.took(entries, tx));
});
process.stdout.write(
  `a listing: ${listings}\na repair: ${repairs}\nan application noted: ${applications}\nan acceptance noted: ${acceptances}\n`,
);
await pool.end();
await postgres.stop();
