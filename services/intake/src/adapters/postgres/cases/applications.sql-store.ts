import type { Tx } from '@tongxiu/messaging';
import { Applications, Materials, type NewApplication } from '../../../app/submit-applications.js';
import { OpenCases, type OpenCase } from '../../../app/cases/supplement-application.js';
import type { KnownMaterial, ListingHolder } from '../../../domain/repair/application-rules.js';
import type { RegisterEntry } from '../../../domain/register-entry.js';
import { progressColumns, progressOf, type ProgressRow } from './case-progress.sql-store.js';

interface HolderRow {
  readonly record_key: string;
  readonly case_id: string;
  readonly credit_code: string;
  readonly submitted_on: string;
  readonly approved: boolean;
}

export class SqlApplications extends Applications {
  async holders(entries: readonly RegisterEntry[], tx: Tx): Promise<ReadonlyMap<string, ListingHolder>> {
    if (entries.length === 0) return new Map();
    const rows = await tx.query<HolderRow>(
      `select h.record_key, h.case_id, a.credit_code, (a.submitted_at at time zone 'Asia/Shanghai')::date::text as submitted_on,
              p.approved_at is not null as approved
       from unnest($1::text[], $2::int[]) as v(record_key, listing)
       join listing_case h on h.record_key = v.record_key and h.listing = v.listing
       join application a on a.case_id = h.case_id
       join case_progress p on p.case_id = h.case_id`,
      [entries.map((entry) => entry.recordKey), entries.map((entry) => entry.listing)],
    );
    return new Map(
      rows.map((row) => [
        row.record_key,
        { caseId: row.case_id, creditCode: row.credit_code, submittedOn: row.submitted_on, approved: row.approved },
      ]),
    );
  }

  async add(applications: readonly NewApplication[], tx: Tx): Promise<void> {
    const ids = applications.map(({ caseId }) => caseId);
    await tx.query(
      `with submitted as (
         insert into application (case_id, record_key, listing, credit_code, channel, statements, materials, submitted_at, submitted_by,
                                  accept_by, query_code, entry)
         select * from unnest($1::uuid[], $2::text[], $3::int[], $4::text[], $5::text[], $6::json[], $7::json[], $8::timestamptz[],
                              $9::text[], $10::date[], $11::text[], $12::text[])),
       held as (insert into listing_case (record_key, listing, case_id) select * from unnest($2::text[], $3::int[], $1::uuid[]))
       insert into case_progress (case_id) select unnest($1::uuid[])`,
      [
        ids,
        applications.map(({ request }) => request.recordKey),
        applications.map(({ listing }) => listing),
        applications.map(({ request }) => request.creditCode),
        applications.map(({ channel }) => channel),
        applications.map(({ request }) => JSON.stringify(request.statements)),
        applications.map(({ materials }) => JSON.stringify(materials.map(referenceOf))),
        applications.map(({ submittedAt }) => submittedAt),
        applications.map(({ submittedBy }) => submittedBy),
        applications.map(({ acceptBy }) => acceptBy),
        applications.map(({ queryCode }) => queryCode),
        applications.map(({ entry }) => entry),
      ],
    );
  }
}

export const referenceOf = ({ materialId, kind, sha256, bytes }: KnownMaterial) => ({ materialId, kind, sha256, bytes });

interface MaterialRow {
  readonly material_id: string;
  readonly kind: KnownMaterial['kind'];
  readonly credit_code: string;
  readonly sha256: string;
  readonly bytes: number;
}

export class SqlMaterials extends Materials {
  async find(materialIds: readonly string[], tx: Tx): Promise<ReadonlyMap<string, KnownMaterial>> {
    if (materialIds.length === 0) return new Map();
    const rows = await tx.query<MaterialRow>(
      'select material_id, kind, credit_code, sha256, bytes from material where material_id = any($1::uuid[])',
      [materialIds],
    );
    return new Map(
      rows.map(({ material_id: materialId, kind, credit_code: creditCode, sha256, bytes }) => [
        materialId,
        { materialId, kind, creditCode, sha256, bytes },
      ]),
    );
  }
}

interface CaseRow extends ProgressRow {
  readonly case_id: string;
  readonly record_key: string;
  readonly listing: number;
  readonly credit_code: string;
}

export class SqlOpenCases extends OpenCases {
  async lock(caseId: string, tx: Tx): Promise<OpenCase | undefined> {
    const [row] = await tx.query<CaseRow>(
      `select a.case_id, a.record_key, a.listing, a.credit_code, ${progressColumns('p')}
       from application a join case_progress p using (case_id) where a.case_id = $1 for update of p`,
      [caseId],
    );
    if (row === undefined) return undefined;
    const { case_id: id, record_key: recordKey, listing, credit_code: creditCode } = row;
    return { caseId: id, recordKey, listing, creditCode, progress: progressOf(row) };
  }

  async addMaterials(caseId: string, materials: readonly KnownMaterial[], tx: Tx): Promise<void> {
    await tx.query('update application set materials = (materials::jsonb || $2::jsonb)::json where case_id = $1', [
      caseId,
      JSON.stringify(materials.map(referenceOf)),
    ]);
  }
}
