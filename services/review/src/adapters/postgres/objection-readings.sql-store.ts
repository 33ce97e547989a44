import type { Pool } from 'pg';
import { ObjectionReadings, type ObjectionItem, type ObjectionsQuestion } from '../../app/read-objections.js';
import type { ObjectionStage } from '../../domain/objections.js';
import type { FileRow } from './review-file-rows.js';
import { readItem } from './review-readings.sql-store.js';

export class SqlObjectionReadings extends ObjectionReadings {
  constructor(private readonly pool: Pool) {
    super();
  }

  async objections({ stage, organCode, after, limit }: ObjectionsQuestion): Promise<readonly ObjectionItem[]> {
    const place = after === undefined ? [null, null] : [after.dueAt ?? 'infinity', after.objectionId];
    const { rows } = await this.pool.query<FileRow & ItemRow>(select, [stage, ...place, limit, organCode ?? null]);
    return rows.map((row) => ({
      ...readItem(row),
      objectionId: row.objection_id,
      objectionStage: row.objection_stage,
      filedAt: row.filed_at.toISOString(),
    }));
  }

  async caseOf(objectionId: string): Promise<string | undefined> {
    const { rows } = await this.pool.query<{ case_id: string }>(`select case_id from objection where objection_id = $1`, [objectionId]);
    return rows[0]?.case_id;
  }
}

interface ItemRow {
  readonly objection_id: string;
  readonly objection_stage: ObjectionStage;
  readonly filed_at: Date;
}

const select = `
  select f.case_id, f.record_key, f.record_revision, f.stage, f.step, f.organ_code, f.channel, f.rulebook, f.facts, f.materials, f.submitted_at,
         f.accepted_at, nullif(f.due_at, 'infinity') as due_at, null as notice_due_at, o.objection_id, o.stage as objection_stage, o.filed_at
  from objection o join review_file f using (case_id)
  where o.stage = $1 and ($5::text is null or o.organ_code = $5)
    and ($3::uuid is null or (f.due_at, o.objection_id) > ($2::timestamptz, $3::uuid))
  order by f.due_at, o.objection_id limit $4`;
