import type { IsoInstant } from '@tongxiu/contracts';
import type { Tx } from '@tongxiu/messaging';
import { fold, type Background } from '../domain/fold.js';
import type { Early, Listed, Recognised, Removed } from '../domain/happening.js';
import type { Announce } from './announce.js';
import type { Conflicts } from './conflicts.js';
import type { Publications } from './publications.js';

/** Follows what departments listed and removed and what other sites decided, and lets decisions that came too early take effect. */
export class FollowRegister {
  constructor(
    private readonly publications: Publications,
    private readonly conflicts: Conflicts,
    private readonly announce: Announce,
  ) {}

  async run(entries: readonly (Listed | Removed | Recognised)[], now: IsoInstant, tx: Tx): Promise<void> {
    const recordKeys = entries.map(({ recordKey }) => recordKey);
    const present = await this.publications.lock(recordKeys, tx);
    const kept = await this.publications.kept(recordKeys, tx);
    const folded = fold(present, entries, { kept, ...(await this.backgroundOf([...entries, ...kept], tx)) });
    await this.publications.save(folded, now, tx);
    const after = new Map([...present, ...folded.publications.map((publication) => [publication.recordKey, publication] as const)]);
    if (folded.conflicts.length > 0) await this.conflicts.park(folded.conflicts, after, now, tx);
    await this.announce.changed(folded.changes, now, tx);
  }

  private async backgroundOf(entries: readonly (Listed | Removed | Early)[], tx: Tx): Promise<Background> {
    const keysOf = (sort: string): string[] => entries.filter(({ what }) => what === sort).map(({ recordKey }) => recordKey);
    const [revoked, recognised] = [keysOf('revoked'), keysOf('recognised')];
    return {
      ...(revoked.length === 0 ? {} : { standing: await this.publications.standing(revoked, tx) }),
      ...(recognised.length === 0 ? {} : { earlier: await this.publications.earlier(recognised, tx) }),
    };
  }
}
