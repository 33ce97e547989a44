import type { IsoInstant, PublicationCause } from '@tongxiu/contracts';
import type { Tx } from '@tongxiu/messaging';
import type { Recognised } from '../domain/happening.js';
import type { Publication, State } from '../domain/publication.js';
import type { Conflict, ConflictReason } from '../domain/recognition.js';

export type Side = 'ours' | 'theirs';

export interface Resolution {
  readonly kept: Side;
  readonly reason: string;
  readonly resolvedBy: string;
  readonly resolvedAt: IsoInstant;
}

/** A contradiction as the operator reads it: both sides, and how it was settled once it was. */
export interface ParkedConflict {
  readonly conflictId: string;
  readonly recordKey: string;
  readonly reasons: readonly ConflictReason[];
  readonly parkedAt: IsoInstant;
  /** As it stands now; `versionWhenParked` tells whether it moved since. */
  readonly ours: {
    readonly version: number;
    readonly state: State;
    readonly since: IsoInstant;
    readonly versionWhenParked: number;
    readonly cause: PublicationCause | null;
    readonly refusedCases: readonly { readonly caseId: string; readonly refusedAt: IsoInstant }[];
  };
  readonly theirs: Recognised;
  readonly resolution: Resolution | null;
}

export abstract class Conflicts {
  /** `publications` are those after the batch; who parks holds their locks. */
  abstract park(
    conflicts: readonly Conflict[],
    publications: ReadonlyMap<string, Publication>,
    parkedAt: IsoInstant,
    tx: Tx,
  ): Promise<void>;
  /** Recognitions by which these listings ended. */
  abstract endingsOf(publications: readonly Publication[], tx: Tx): Promise<readonly Recognised[]>;
  /** Oldest first; `after` is the id of the last one seen. */
  abstract page(wanted: {
    readonly open: boolean;
    readonly after?: string | undefined;
    readonly limit: number;
  }): Promise<readonly ParkedConflict[]>;
  abstract find(conflictId: string, tx: Tx): Promise<ParkedConflict | undefined>;
  /** False where it was settled already. */
  abstract settle(conflictId: string, resolution: Resolution, tx: Tx): Promise<boolean>;
}
