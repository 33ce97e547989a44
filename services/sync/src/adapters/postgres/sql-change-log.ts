import type pg from 'pg';
import { ChangeLog } from '../../app/change-log.js';
import type { Change } from '../../domain/effect.js';
import { changeOf, type ChangeRow } from './change-row.js';
import { changesAfter } from './lane.sql.js';

export class SqlChangeLog extends ChangeLog {
  constructor(private readonly pool: pg.Pool) {
    super();
  }

  async after(id: number, limit: number): Promise<readonly Change[]> {
    const { rows } = await this.pool.query<ChangeRow>({ name: 'changes-after', text: changesAfter, values: [id, limit] });
    return rows.map(changeOf);
  }
}
