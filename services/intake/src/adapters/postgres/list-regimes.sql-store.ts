import type { IsoInstant } from '@tongxiu/contracts';
import type { Tx } from '@tongxiu/messaging';
import type pg from 'pg';
import { ListRegimes, type KeptList } from '../../app/keep-regimes.js';
import type { ListRegime } from '../../domain/repair/list-regime.js';

interface ListRow {
  readonly list_id: string;
  readonly active: boolean;
  readonly regime: ListRegime | null;
}

const columns = 'l.list_id, l.active, r.regime';

export class SqlListRegimes extends ListRegimes {
  async lock(listId: string, tx: Tx): Promise<KeptList | undefined> {
    await tx.query('select 1 from severe_list where list_id = $1 for update', [listId]);
    const [row] = await tx.query<ListRow>(
      `select ${columns} from severe_list l left join list_regime r using (list_id) where l.list_id = $1`,
      [listId],
    );
    return row && { listId, active: row.active, regime: row.regime ?? undefined };
  }

  async activate(listId: string, active: boolean, by: string, tx: Tx): Promise<void> {
    await tx.query('update severe_list set active = $2, changed_at = now(), changed_by = $3 where list_id = $1', [listId, active, by]);
  }

  async save(listId: string, regime: ListRegime, by: string, at: IsoInstant, tx: Tx): Promise<void> {
    await tx.query(
      `insert into list_regime (list_id, regime, changed_at, changed_by) values ($1, $2::json, $3, $4)
       on conflict (list_id) do update set regime = excluded.regime, changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
      [listId, JSON.stringify(regime), at, by],
    );
  }

  async nextVersion(listId: string, tx: Tx): Promise<number> {
    const [row] = await tx.query<{ version: number }>('update severe_list set version = version + 1 where list_id = $1 returning version', [
      listId,
    ]);
    if (row === undefined) throw new Error('the list was locked and is gone');
    return row.version;
  }

  async find(listIds: readonly string[], tx: Tx): Promise<ReadonlyMap<string, ListRegime>> {
    const rows = await tx.query<{ list_id: string; regime: ListRegime }>(
      'select list_id, regime from list_regime where list_id = any($1::text[])',
      [listIds],
    );
    return new Map(rows.map((row) => [row.list_id, row.regime]));
  }
}

export interface RegimePage {
  readonly regime: ListRegime;
  readonly changedAt: string;
}

export class SqlRegimePages {
  constructor(private readonly pool: pg.Pool) {}

  async all(): Promise<ReadonlyMap<string, RegimePage>> {
    const { rows } = await this.pool.query<{ list_id: string; regime: ListRegime; changed_at: Date }>(
      'select list_id, regime, changed_at from list_regime',
    );
    return new Map(rows.map((row) => [row.list_id, { regime: row.regime, changedAt: row.changed_at.toISOString() }]));
  }
}
