import { severeLists } from '@tongxiu/rulebook';
import type pg from 'pg';
import { SevereLists } from '../../app/push-records.js';

export interface ListActivation {
  readonly listId: string;
  readonly active: boolean;
  readonly changedAt: string;
}

/** Thirty-four rows, asked for once per push: no cache, so a list that is switched on takes entries at once on every instance. */
export class SqlSevereLists extends SevereLists {
  constructor(private readonly pool: pg.Pool) {
    super();
  }

  /** The annexes say how each list starts; what an operator changed since stands. */
  async seed(): Promise<void> {
    await this.pool.query(
      `insert into severe_list (list_id, active, changed_by) select *, 'annexes' from unnest($1::text[], $2::boolean[])
       on conflict (list_id) do nothing`,
      [severeLists.map(({ id }) => id), severeLists.map(({ active }) => active)],
    );
  }

  async active(): Promise<ReadonlySet<string>> {
    const { rows } = await this.pool.query<{ list_id: string }>('select list_id from severe_list where active');
    return new Set(rows.map((row) => row.list_id));
  }

  async all(): Promise<ListActivation[]> {
    const { rows } = await this.pool.query<{ list_id: string; active: boolean; changed_at: Date }>(
      'select list_id, active, changed_at from severe_list order by list_id',
    );
    return rows.map((row) => ({ listId: row.list_id, active: row.active, changedAt: row.changed_at.toISOString() }));
  }
}
