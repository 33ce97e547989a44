import type { Channel, MaterialReference, RecordContent } from '@tongxiu/contracts';
import type { Tx } from '@tongxiu/messaging';
import type pg from 'pg';
import { Objections, type FiledObjection } from '../../../app/cases/object-to-refusal.js';
import type { OpenCase } from '../../../app/cases/supplement-application.js';
import { referenceOf } from './applications.sql-store.js';
import { isoInstant } from './case-progress.sql-store.js';

export class SqlObjections extends Objections {
  async add(objection: FiledObjection, tx: Tx): Promise<void> {
    await tx.query(
      `insert into objection (objection_id, case_id, grounds, materials, filed_at, filed_by, answer_by)
       values ($1, $2, $3, $4::json, $5, $6, $7::date)`,
      [
        objection.objectionId,
        objection.caseId,
        objection.grounds,
        JSON.stringify(objection.materials.map(referenceOf)),
        objection.filedAt,
        objection.filedBy,
        objection.answerBy,
      ],
    );
  }

  async holdListing({ recordKey, listing, caseId }: OpenCase, tx: Tx): Promise<boolean> {
    const held = await tx.query(
      'insert into listing_case (record_key, listing, case_id) values ($1, $2, $3) on conflict do nothing returning 1',
      [recordKey, listing, caseId],
    );
    return held.length === 1;
  }
}

/** An objection as the accepting unit reads it. */
export interface ObjectionPage {
  readonly objectionId: string;
  readonly caseId: string;
  readonly recordKey: string;
  readonly creditCode: string;
  readonly channel: Channel;
  readonly organCode: string;
  readonly grounds: string;
  readonly materials: readonly MaterialReference[];
  readonly filedAt: string;
  readonly answerBy: string | null;
}

interface ObjectionRow {
  readonly objection_id: string;
  readonly case_id: string;
  readonly record_key: string;
  readonly credit_code: string;
  readonly channel: Channel;
  readonly content: string;
  readonly grounds: string;
  readonly materials: readonly MaterialReference[];
  readonly filed: string;
  readonly answer_by: string | null;
}

export class SqlObjectionPages {
  constructor(private readonly pool: pg.Pool) {}

  async page(objectionId: string): Promise<ObjectionPage | undefined> {
    const { rows } = await this.pool.query<ObjectionRow>(
      `select o.objection_id, o.case_id, a.record_key, a.credit_code, a.channel, l.content, o.grounds, o.materials,
              ${isoInstant('o.filed_at')} as filed, o.answer_by::text
       from objection o
       join application a using (case_id)
       join register_revision l on l.record_key = a.record_key and l.revision = a.listing
       where o.objection_id = $1`,
      [objectionId],
    );
    const [row] = rows;
    return (
      row && {
        objectionId: row.objection_id,
        caseId: row.case_id,
        recordKey: row.record_key,
        creditCode: row.credit_code,
        channel: row.channel,
        organCode: (JSON.parse(row.content) as RecordContent).organCode,
        grounds: row.grounds,
        materials: row.materials,
        filedAt: row.filed,
        answerBy: row.answer_by,
      }
    );
  }
}
