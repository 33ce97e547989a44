import type { MaterialKind } from '@tongxiu/contracts';
import type pg from 'pg';
import { MaterialRegister, type MaterialEntry } from '../../app/store-material.js';

interface MaterialRow {
  readonly material_id: string;
  readonly credit_code: string;
  readonly kind: MaterialKind;
  readonly sha256: string;
  readonly bytes: number;
  readonly media_type: string;
  readonly uploaded_by: string;
  readonly uploaded_at: Date;
}

export class SqlMaterialRegister extends MaterialRegister {
  constructor(private readonly pool: pg.Pool) {
    super();
  }

  /** The update changes nothing; it makes the row that was there come back, also when another upload has just written it. */
  async add(entry: MaterialEntry): Promise<MaterialEntry> {
    const { rows } = await this.pool.query<MaterialRow>(
      `insert into material (material_id, credit_code, kind, sha256, bytes, media_type, uploaded_by, uploaded_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (credit_code, kind, sha256) do update set bytes = excluded.bytes
       returning *`,
      [entry.materialId, entry.creditCode, entry.kind, entry.sha256, entry.bytes, entry.mediaType, entry.uploadedBy, entry.uploadedAt],
    );
    return rows[0] === undefined ? entry : entryOf(rows[0]);
  }

  async get(materialId: string): Promise<MaterialEntry | undefined> {
    const { rows } = await this.pool.query<MaterialRow>('select * from material where material_id = $1', [materialId]);
    return rows[0] && entryOf(rows[0]);
  }
}

const entryOf = (row: MaterialRow): MaterialEntry => ({
  materialId: row.material_id,
  creditCode: row.credit_code,
  kind: row.kind,
  sha256: row.sha256,
  bytes: row.bytes,
  mediaType: row.media_type,
  uploadedBy: row.uploaded_by,
  uploadedAt: row.uploaded_at.toISOString(),
});
