import type { IsoInstant } from '@tongxiu/contracts';
import type { Transactions, Tx } from '@tongxiu/messaging';
import { localDate } from '@tongxiu/working-days';
import { fold } from '../domain/fold.js';
import type { Publication } from '../domain/publication.js';
import { overruledBy, restoredBy, type Outcome } from '../domain/take.js';
import type { Announce } from './announce.js';
import type { Conflicts, ParkedConflict, Side } from './conflicts.js';
import type { Publications } from './publications.js';

export interface Settling {
  readonly conflictId: string;
  readonly keep: Side;
  readonly reason: string;
  readonly by: string;
  /** The version the operator saw, so that nobody decides about a record that moved on. */
  readonly version?: number | undefined;
}

export type Settled =
  | { readonly kind: 'settled'; readonly recordKey: string; readonly version: number; readonly state: string }
  | { readonly kind: 'unknown' | 'settledBefore' }
  | { readonly kind: 'movedOn'; readonly version: number };

/** An operator decides which side of a contradiction holds; where it is not the one in force, the record moves (H-044). */
export class SettleConflict {
  constructor(
    private readonly transactions: Transactions,
    private readonly publications: Publications,
    private readonly conflicts: Conflicts,
    private readonly announce: Announce,
    private readonly newId: () => string,
  ) {}

  async run(settling: Settling, now: IsoInstant): Promise<Settled> {
    return this.transactions.run(async (tx) => {
      const conflict = await this.conflicts.find(settling.conflictId, tx);
      if (conflict === undefined) return { kind: 'unknown' };
      const publication = (await this.publications.lock([conflict.recordKey], tx)).get(conflict.recordKey) as Publication;
      if (settling.version !== undefined && settling.version !== publication.version)
        return { kind: 'movedOn', version: publication.version };
      const { keep, reason, by } = settling;
      if (!(await this.conflicts.settle(conflict.conflictId, { kept: keep, reason, resolvedBy: by, resolvedAt: now }, tx)))
        return { kind: 'settledBefore' };
      const after = await this.moveTo(keep, publication, conflict, now, tx);
      return { kind: 'settled', recordKey: after.recordKey, version: after.version, state: after.state };
    });
  }

  private async moveTo(keep: Side, publication: Publication, { theirs }: ParkedConflict, now: IsoInstant, tx: Tx): Promise<Publication> {
    const theirsInForce = publication.endedBy === theirs.recognitionId;
    if ((keep === 'theirs') === theirsInForce) return publication;
    const standing = (await this.publications.standing([publication.recordKey], tx)).get(publication.recordKey);
    const outcome = keep === 'theirs' ? overruledBy(publication, theirs, now) : this.restored(publication, standing, now);
    if (outcome.kind !== 'moved') throw new Error(`${publication.recordKey} cannot be moved from ${publication.state}`);
    const restored = outcome.change.state === 'shown' && standing !== undefined ? [{ recordKey: publication.recordKey, ...standing }] : [];
    const change = keep === 'ours' ? { ...outcome.change, factId: outcome.change.cause.eventId } : outcome.change;
    await this.publications.save({ ...fold(new Map(), []), publications: [outcome.publication], changes: [change], restored }, now, tx);
    await this.announce.changed([change], now, tx);
    return outcome.publication;
  }

  /** No event told that our side holds: the one that tells the record is shown again is its own cause. */
  private restored(publication: Publication, standing: Parameters<typeof restoredBy>[2], now: IsoInstant): Outcome {
    if (standing === undefined) throw new Error(`nothing is known of what ${publication.recordKey} says`);
    const { organCode, organName } = standing.record;
    const { rulebook } = standing.period;
    const restoring = { eventId: this.newId(), organCode, organName, rulebook, decidedAt: now, on: localDate(now) };
    return restoredBy(publication, restoring, standing);
  }
}
