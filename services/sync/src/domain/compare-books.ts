import type { BucketDigest, HeldRecord } from '@tongxiu/contracts';
import type { Expected } from './judge-read-back.js';

/** Where two books differ, by bucket. A bucket that only one of them has differs too. */
export function differingBuckets(ours: ReadonlyMap<string, BucketDigest>, theirs: ReadonlyMap<string, BucketDigest>): string[] {
  const all = new Set([...ours.keys(), ...theirs.keys()]);
  return [...all].filter((bucket) => {
    const [our, their] = [ours.get(bucket), theirs.get(bucket)];
    return our?.records !== their?.records || our?.digest !== their?.digest;
  });
}

/**
 * `lost`: the site has fallen back behind what it was seen to show, so the current version is sent again. `newer`: it holds a higher
 * version; whether that is one of ours has to be looked up, and it is never overwritten.
 */
export type Standing = 'same' | 'lost' | 'newer';

export function standingOf(expected: Expected, held: HeldRecord | undefined): Standing {
  const version = held?.version ?? 0;
  if (version > expected.version) return 'newer';
  if (version === expected.version && (held?.state === undefined || held.state === expected.state)) return 'same';
  return 'lost';
}
