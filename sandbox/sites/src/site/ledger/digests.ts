import { hash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { BucketDigest } from '@tongxiu/contracts';

interface Sum {
  records: number;
  high: number;
  low: number;
}

/** Everything the site holds, summed up by bucket as the interface publishes it; counted when it is asked for. */
export function digestsOf(database: DatabaseSync): BucketDigest[] {
  const held = database.prepare('select record_key, version, state from record');
  held.setReturnArrays(true);
  const sums = new Map<string, Sum>();
  for (const row of held.iterate() as Iterable<unknown> as Iterable<[string, number, string]>) {
    const [recordKey, version, state] = row;
    const bucket = hash('sha256', recordKey, 'hex').slice(0, 3);
    const digest = hash('sha256', `${recordKey}\n${version}\n${state}`, 'hex');
    const sum = sums.get(bucket) ?? { records: 0, high: 0, low: 0 };
    sum.records += 1;
    sum.high ^= parseInt(digest.slice(0, 8), 16);
    sum.low ^= parseInt(digest.slice(8, 16), 16);
    sums.set(bucket, sum);
  }
  return [...sums].map(([bucket, { records, high, low }]) => ({ bucket, records, digest: hexOf(high) + hexOf(low) }));
}

const hexOf = (bits: number): string => (bits >>> 0).toString(16).padStart(8, '0');
