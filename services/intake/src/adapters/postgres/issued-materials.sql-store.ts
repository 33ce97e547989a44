import type { MaterialKind, RecordContent } from '@tongxiu/contracts';
import type pg from 'pg';
import { EligibilityFacts, type StandingRecord } from '../../app/explain-eligibility.js';
import { IssuedMaterials, type IssuedMaterial } from '../../app/issue-material.js';
import type { OnFile } from '../../domain/repair/eligibility.js';
import type { ListRegime } from '../../domain/repair/list-regime.js';

interface IssuedRow {
  readonly material_id: string;
  readonly kind: MaterialKind;
  readonly sha256: string;
  readonly bytes: number;
  readonly issued_at: Date;
}

export class SqlIssuedMaterials extends IssuedMaterials {
  constructor(private readonly pool: pg.Pool) {
    super();
  }

  async add(recordKey: string, materialId: string, organCode: string, issuedAt: string): Promise<void> {
    await this.pool.query(
      'insert into issued_material (record_key, material_id, organ_code, issued_at) values ($1, $2, $3, $4) on conflict do nothing',
      [recordKey, materialId, organCode, issuedAt],
    );
  }

  async of(recordKey: string): Promise<readonly IssuedMaterial[]> {
    const { rows } = await this.pool.query<IssuedRow>(
      `select i.material_id, m.kind, m.sha256, m.bytes, i.issued_at from issued_material i join material m using (material_id)
       where i.record_key = $1 order by i.issued_at, i.material_id`,
      [recordKey],
    );
    return rows.map(({ material_id: materialId, kind, sha256, bytes, issued_at: at }) => {
      return { materialId, kind, sha256, bytes, issuedAt: at.toISOString() };
    });
  }
}

interface StandingRow {
  readonly organ_code: string;
  readonly status: 'listed' | 'removed';
  readonly content: string;
  readonly in_work_since: string | null;
  readonly repaired: boolean;
  readonly regime: ListRegime | null;
}

export class SqlEligibilityFacts extends EligibilityFacts {
  constructor(private readonly pool: pg.Pool) {
    super();
  }

  async standing(recordKey: string): Promise<StandingRecord | undefined> {
    const { rows } = await this.pool.query<StandingRow>(
      `select e.organ_code, e.status, l.content, r.regime,
              case when p.approved_at is null then (a.submitted_at at time zone 'Asia/Shanghai')::date::text end as in_work_since,
              p.approved_at is not null or exists (select 1 from recognition o where o.record_key = e.record_key and o.listing = e.listing
                                                   and o.dismissed_at is null) as repaired
       from register_entry e
       join register_revision l on l.record_key = e.record_key and l.revision = e.listing
       left join listing_case h on h.record_key = e.record_key and h.listing = e.listing
       left join application a on a.case_id = h.case_id
       left join case_progress p on p.case_id = h.case_id
       left join list_regime r on r.list_id = substring(e.record_key from '^severeList:([^:]+):')
       where e.record_key = $1`,
      [recordKey],
    );
    const [row] = rows;
    return (
      row && {
        record: JSON.parse(row.content) as RecordContent,
        listed: row.status === 'listed',
        inWorkSince: row.in_work_since ?? undefined,
        repaired: row.repaired,
        regime: row.regime ?? undefined,
      }
    );
  }

  /** One of each kind is enough: the newest, and one the organ issued for this record before any other. */
  async onFile(recordKey: string, creditCode: string): Promise<readonly OnFile[]> {
    const { rows } = await this.pool.query<{ kind: MaterialKind; material_id: string; issued: boolean }>(
      `select distinct on (m.kind) m.kind, m.material_id, i.material_id is not null as issued
       from material m left join issued_material i on i.material_id = m.material_id and i.record_key = $1
       where m.credit_code = $2 order by m.kind, (i.material_id is null), m.uploaded_at desc`,
      [recordKey, creditCode],
    );
    return rows.map(({ kind, material_id: materialId, issued }) => ({ kind, materialId, issued }));
  }
}
