import type { SampleRecord } from '../sample/records.js';
import { call, chunks, inParallel, type Platform } from './platform.js';

interface BatchAnswer {
  readonly listed: number;
  readonly removed: number;
  readonly repeated: number;
  readonly rejected: readonly { readonly line: number; readonly errors: readonly unknown[] }[];
}

export interface Acknowledged {
  readonly recordKey: string;
  readonly acknowledgedAt: string;
}

const rowsPerRequest = 500;

/** Every organ pushes its own rows, several organs at a time, as departments do. */
export async function pushRecords(
  platform: Platform,
  records: readonly SampleRecord[],
  rowOf: (record: SampleRecord) => unknown,
  acknowledged: (records: readonly Acknowledged[]) => void,
): Promise<void> {
  const byOrgan = [...Map.groupBy(records, ({ organ }) => organ.code).values()];
  await inParallel(byOrgan, 3, async (ofOrgan) => {
    const token = await platform.token('department', ofOrgan[0]?.organ);
    for (const part of chunks(ofOrgan, rowsPerRequest)) {
      const answer = await call<BatchAnswer>('POST', `${platform.urls.intake}/records/batch`, token, part.map(rowOf));
      if (answer.rejected.length > 0) throw new Error(`rows of the sample were rejected: ${JSON.stringify(answer.rejected.slice(0, 3))}`);
      const acknowledgedAt = new Date().toISOString();
      acknowledged(part.map(({ recordKey }) => ({ recordKey, acknowledgedAt })));
    }
  });
}

export const removalRow = (reason: string, removedOn: string) => (record: SampleRecord) => ({
  action: 'remove',
  recordKey: record.recordKey,
  removedOn,
  reason,
});
