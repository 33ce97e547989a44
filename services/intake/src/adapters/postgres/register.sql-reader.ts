import type { RecordContent } from '@tongxiu/contracts';
import type pg from 'pg';
import { isoInstant } from './cases/case-progress.sql-store.js';

export interface RegisterRevision {
  readonly revision: number;
  readonly action: 'listed' | 'removed';
  readonly receivedAt: string;
  readonly record?: RecordContent;
  readonly removedOn?: string;
  readonly reason?: string;
}

export interface RegisterPage {
  readonly recordKey: string;
  readonly organCode: string;
  readonly status: 'listed' | 'removed';
  readonly revision: number;
  readonly revisions: readonly RegisterRevision[];
}

interface PageRow {
  readonly record_key: string;
  readonly organ_code: string;
  readonly status: 'listed' | 'removed';
  readonly current: number;
  readonly revision: number;
  readonly action: 'listed' | 'removed';
  readonly received: string;
  readonly content: string | null;
  readonly removed_on: string | null;
  readonly reason: string | null;
}

export class SqlRegisterReader {
  constructor(private readonly pool: pg.Pool) {}

  async page(recordKey: string): Promise<RegisterPage | undefined> {
    const { rows } = await this.pool.query<PageRow>(
      `select e.record_key, e.organ_code, e.status, e.revision as current, r.revision, r.action, ${isoInstant('r.received_at')} as received,
              r.content, r.removed_on::text, r.reason
       from register_entry e join register_revision r using (record_key) where e.record_key = $1 order by r.revision`,
      [recordKey],
    );
    const [first] = rows;
    if (first === undefined) return undefined;
    const { record_key, organ_code: organCode, status, current } = first;
    return { recordKey: record_key, organCode, status, revision: current, revisions: rows.map(revisionOf) };
  }
}

const revisionOf = (row: PageRow): RegisterRevision => ({
  revision: row.revision,
  action: row.action,
  receivedAt: row.received,
  ...(row.content === null ? {} : { record: JSON.parse(row.content) as RecordContent }),
  ...(row.removed_on === null ? {} : { removedOn: row.removed_on }),
  ...(row.reason === null ? {} : { reason: row.reason }),
});
