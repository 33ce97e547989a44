import type { Channel } from '@tongxiu/contracts';
import type pg from 'pg';
import { CasesOfMaterials, type CaseOfMaterial } from '../../../app/read-material.js';

export class SqlCasesOfMaterials extends CasesOfMaterials {
  constructor(private readonly pool: pg.Pool) {
    super();
  }

  /** A company has few cases: they are found by its code, and their materials looked through. */
  async of({ materialId, creditCode }: { readonly materialId: string; readonly creditCode: string }): Promise<readonly CaseOfMaterial[]> {
    const { rows } = await this.pool.query<{ channel: Channel; organ_code: string }>(
      `select distinct a.channel, l.content::json ->> 'organCode' as organ_code
       from application a
       join register_revision l on l.record_key = a.record_key and l.revision = a.listing
       left join objection o using (case_id)
       where a.credit_code = $1
         and (exists (select from json_array_elements(a.materials) m where m ->> 'materialId' = $2)
              or exists (select from json_array_elements(o.materials) m where m ->> 'materialId' = $2))`,
      [creditCode, materialId],
    );
    return rows.map((row) => ({ channel: row.channel, organCode: row.organ_code }));
  }
}
