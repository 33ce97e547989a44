import { messagingMigrations, PgTransactions, SqlOutbox } from '@tongxiu/messaging';
import { testPostgres } from '@tongxiu/testkit';
import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { publicityMigrations } from '../../src/adapters/postgres/migrations/index.js';
import { SqlPublications } from '../../src/adapters/postgres/publications.sql-store.js';
import { SqlReminders } from '../../src/adapters/postgres/reminders.sql-store.js';
import { Announce } from '../../src/app/announce.js';
import { EndPublications } from '../../src/app/end-publications.js';
import { ExpirePublications } from '../../src/app/expire-publications.js';
import { RemindCompanies } from '../../src/app/remind-companies.js';
import { record, repaired } from '../../src/domain/example-happenings.js';

/**
 * The nightly work over a million publications, ten thousand of which end that night, ten thousand come into reach of a repair and
 * ten thousand near their maximum; while it runs, repairs of other records are timed, for the night must not hold them up.
 * `node services/publicity/dist/test/bench/nightly-sweep.js [publications] [of each]`
 */
const [publications = 1_000_000, ofEach = 10_000] = process.argv.slice(2).map(Number);
const on = '2026-11-22';
const now = '2026-11-21T16:00:05.000Z';

const postgres = await testPostgres();
const url = await postgres.createDatabase();
const dataSource = await new DataSource({
  type: 'postgres',
  url,
  migrations: [...messagingMigrations, ...publicityMigrations],
}).initialize();
await dataSource.runMigrations();
await dataSource.destroy();
const pool = new pg.Pool({ connectionString: url, max: 8 });
const transactions = new PgTransactions(pool);
const store = new SqlPublications();
const announce = new Announce(new SqlOutbox('publicity', () => undefined));
const expire = new ExpirePublications(transactions, store, announce, randomUUID);
const remind = new RemindCompanies(transactions, store, new SqlReminders(), announce, 30);
const end = new EndPublications(store, announce);

const keyOf = `'penalty:111501000000000001:' || lpad(n::text, 8, '0')`;
const seeding = performance.now();
await pool.query(
  `insert into publication (record_key, version, state, credit_code, register_revision, listing_revision, listing_decided_on, changed_at)
   select ${keyOf}, 1, 'shown', $2, 1, 1, '2024-01-01', now() from generate_series(1, $1) n`,
  [publications, record.creditCode],
);
await pool.query(
  `insert into publication_content (record_key, credit_code, folded_name, name_pieces, content, rulebook, minimum_until, maximum_until, listed_at)
   select ${keyOf}, $2, '同修', '{}', $3::json, 'HHHT-2024', null, null, now() from generate_series(1, $1) n`,
  [publications, record.creditCode, JSON.stringify(record)],
);
// The first ten thousand end, the next reach the end of their minimum, the next come near; all others have long to go.
await pool.query(
  `insert into publicity_end (record_key, maximum_until, minimum_until, minimum_told)
   select ${keyOf},
          case when n <= $2 then date '2026-11-21' when n > 2 * $2 and n <= 3 * $2 then date '2026-12-22' else date '2027-06-01' + (n % 700)::int end,
          case when n > $2 and n <= 2 * $2 then date '2026-11-21' else date '2025-01-01' + (n % 300)::int end,
          n <= $2 or n > 2 * $2
     from generate_series(1, $1) n`,
  [publications, ofEach],
);
await pool.query('analyze');
const seededMs = performance.now() - seeding;

/** Repairs in small batches until told to stop; answers how long each took. */
async function repairing(stopped: () => boolean): Promise<number[]> {
  const tookMs: number[] = [];
  for (let n = 3 * ofEach + 1; !stopped() && n < publications; n += 10) {
    const repairs = Array.from({ length: 10 }, (_, at) => ({
      ...repaired(1),
      eventId: randomUUID(),
      recordKey: `penalty:111501000000000001:${String(n + at).padStart(8, '0')}`,
    }));
    const from = performance.now();
    await transactions.run((tx) => end.run(repairs, now, tx));
    tookMs.push(performance.now() - from);
  }
  return tookMs.sort((one, other) => one - other);
}

let over = false;
const repairs = repairing(() => over);
const expiring = performance.now();
const { expired } = await expire.run(on, now);
const expiredMs = performance.now() - expiring;
const reminding = performance.now();
const { reminded } = await remind.run(on, now);
const remindedMs = performance.now() - reminding;
over = true;
const tookMs = await repairs;
const at = (part: number): string => (tookMs[Math.floor((tookMs.length - 1) * part)] ?? 0).toFixed(1);
const again = performance.now();
await expire.run(on, now);
await remind.run(on, now);
const againMs = performance.now() - again;

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
process.stdout.write(
  [
    `${publications} publications laid out in ${seconds(seededMs)}`,
    `expiry: ${expired} ended in ${seconds(expiredMs)}`,
    `reminders: ${reminded.minimumEnded} of the minimum and ${reminded.maximumNear} of the maximum in ${seconds(remindedMs)}`,
    `meanwhile ${tookMs.length * 10} repairs in batches of 10: ${at(0.5)} ms at the median, ${at(0.99)} ms at the 99th percentile, ${at(1)} ms at most`,
    `the same sweeps once more, with nothing to do: ${againMs.toFixed(0)} ms`,
    '',
  ].join('\n'),
);
await pool.end();
await postgres.stop();
