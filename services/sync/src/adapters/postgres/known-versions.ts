import type pg from 'pg';
import { numberArray, textArray } from './arrays.js';

/** Of these versions, the ones that were decided here, by record key. */
export async function knownVersions(
  pool: pg.Pool,
  pairs: readonly { readonly recordKey: string; readonly version: number }[],
): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ record_key: string }>(
    `select c.record_key from unnest($1::text[], $2::int[]) as asked (record_key, version) join change c using (record_key, version)`,
    [textArray(pairs.map(({ recordKey }) => recordKey)), numberArray(pairs.map(({ version }) => version))],
  );
  return new Set(rows.map(({ record_key }) => record_key));
}
