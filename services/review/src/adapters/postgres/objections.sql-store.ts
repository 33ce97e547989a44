import type { Tx } from '@tongxiu/messaging';
import { Objections, type FiledObjection } from '../../app/objections.js';
import type { Objection, ObjectionStage } from '../../domain/objections.js';

export class SqlObjections extends Objections {
  async ofCases(caseIds: readonly string[], tx: Tx): Promise<ReadonlyMap<string, Objection>> {
    const rows = await tx.query<ObjectionRow>(
      `select objection_id, case_id, stage, filed_at from objection where case_id = any($1::uuid[])`,
      [caseIds],
    );
    return new Map(rows.map((row) => [row.case_id, readObjection(row)]));
  }

  async caseOf(objectionId: string, tx: Tx): Promise<string | undefined> {
    const [row] = await tx.query<{ case_id: string }>(`select case_id from objection where objection_id = $1`, [objectionId]);
    return row?.case_id;
  }

  async file(objections: readonly FiledObjection[], tx: Tx): Promise<void> {
    await tx.query(
      `insert into objection (objection_id, case_id, organ_code, stage, filed_at, materials)
       select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::json[])`,
      [
        objections.map(({ objectionId }) => objectionId),
        objections.map(({ caseId }) => caseId),
        objections.map(({ organCode }) => organCode),
        objections.map(({ stage }) => stage),
        objections.map(({ filedAt }) => filedAt),
        objections.map(({ materials }) => JSON.stringify(materials)),
      ],
    );
  }

  async answer(answers: readonly { readonly objectionId: string; readonly stage: ObjectionStage }[], tx: Tx): Promise<void> {
    await tx.query(
      `update objection o set stage = answered.stage
       from unnest($1::uuid[], $2::text[]) as answered (objection_id, stage) where o.objection_id = answered.objection_id`,
      [answers.map(({ objectionId }) => objectionId), answers.map(({ stage }) => stage)],
    );
  }
}

export interface ObjectionRow {
  readonly objection_id: string;
  readonly case_id: string;
  readonly stage: ObjectionStage;
  readonly filed_at: Date;
}

export const readObjection = (row: ObjectionRow): Objection => ({
  objectionId: row.objection_id,
  caseId: row.case_id,
  stage: row.stage,
  filedAt: row.filed_at.toISOString(),
});
