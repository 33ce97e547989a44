import { Outbox, PgTransactions, type Fact, type Tx } from '@tongxiu/messaging';
import { testPostgres } from '@tongxiu/testkit';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { SqlConflicts } from '../src/adapters/postgres/conflicts.sql-store.js';
import { publicityMigrations } from '../src/adapters/postgres/migrations/index.js';
import { SqlPublications } from '../src/adapters/postgres/publications.sql-store.js';
import { Announce } from '../src/app/announce.js';
import { EndPublications } from '../src/app/end-publications.js';
import { FollowRegister } from '../src/app/follow-register.js';

/** Remembers what was told and really committed. */
class RememberingOutbox extends Outbox {
  readonly told: Fact[] = [];
  async add(facts: readonly Fact[], tx: Tx): Promise<void> {
    tx.afterCommit(() => this.told.push(...facts));
  }
}

export type OpenPublications = Awaited<ReturnType<typeof openPublications>>;

/** The use cases over a real database, without HTTP and bus. */
export async function openPublications() {
  const postgres = await testPostgres();
  const url = await postgres.createDatabase();
  const dataSource = await new DataSource({ type: 'postgres', url, migrations: publicityMigrations }).initialize();
  await dataSource.runMigrations();
  await dataSource.destroy();
  const pool = new pg.Pool({ connectionString: url, max: 8 });
  const transactions = new PgTransactions(pool);
  const outbox = new RememberingOutbox();
  const publications = new SqlPublications();
  const conflicts = new SqlConflicts(transactions, randomUUID);
  const announce = new Announce(outbox);
  return {
    pool,
    transactions,
    publications,
    conflicts,
    announce,
    told: outbox.told,
    follow: new FollowRegister(publications, conflicts, announce),
    end: new EndPublications(publications, announce),
    async empty(): Promise<void> {
      outbox.told.length = 0;
      await pool.query(
        `truncate publication, publication_content, publication_history, publicity_end, refusal, early_repair, reminder, recognition, conflict,
                  applied_case, notice_service, notice_template, list_regime`,
      );
    },
    async close(): Promise<void> {
      await pool.end();
      await postgres.stop();
    },
  };
}
