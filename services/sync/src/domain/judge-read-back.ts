import type { PublicationState, PublicRecord } from '@tongxiu/contracts';

export interface Expected {
  readonly changeId: number;
  readonly recordKey: string;
  readonly version: number;
  readonly state: PublicationState;
}

/** `newer`: the public sees a higher version; whether it is one of ours has to be looked up. */
export type ReadBack = 'confirmed' | 'newer' | 'differs';

/** Holds what the public sees of a record against what the site's receipt claimed. */
export function judgeReadBack(expected: Expected, seen: PublicRecord | undefined): ReadBack {
  if (seen === undefined || seen.version < expected.version) return 'differs';
  if (seen.version > expected.version) return 'newer';
  if (seen.state !== undefined && seen.state !== expected.state) return 'differs';
  return seen.shown === (expected.state === 'shown') ? 'confirmed' : 'differs';
}

/** The public side of a site may lag behind its receipts; only what stays wrong over all of these is wrong. In milliseconds. */
export const readBackPauses = [250, 1_000, 3_000, 10_000, 20_000, 30_000, 60_000] as const;
