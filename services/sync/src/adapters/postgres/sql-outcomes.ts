import type { PublicationCause, PublicationState, RecordKind, RepairOutcomeV1, SiteChange } from '@tongxiu/contracts';
import type pg from 'pg';
import { Outcomes } from '../../app/follow-outcomes.js';

interface OutcomeRow {
  readonly position: string;
  readonly record_key: string;
  readonly version: number;
  readonly kind: RecordKind;
  readonly state: PublicationState;
  readonly body: string;
  readonly cause: string;
}

export class SqlOutcomes extends Outcomes {
  constructor(private readonly pool: pg.Pool) {
    super();
  }

  async after(position: number, limit: number): Promise<readonly RepairOutcomeV1[]> {
    const { rows } = await this.pool.query<OutcomeRow>({ name: 'outcomes-after', text: outcomesAfter, values: [position, limit] });
    return rows.map(outcomeOf);
  }
}

const outcomesAfter = `
  select o.position, c.record_key, c.version, c.kind, c.state, c.body, c.cause
  from outcome o join change c on c.id = o.change_id where o.position > $1 order by o.position limit $2`;

function outcomeOf(row: OutcomeRow): RepairOutcomeV1 {
  const { creditCode, effects } = JSON.parse(row.body) as SiteChange;
  const { organCode, rulebook, decidedAt } = JSON.parse(row.cause) as PublicationCause;
  return {
    position: Number(row.position),
    recordKey: row.record_key,
    version: row.version,
    kind: row.kind,
    creditCode,
    state: row.state,
    effects: [...effects],
    organCode,
    ...(rulebook === undefined ? {} : { rulebook }),
    decidedAt,
  };
}
