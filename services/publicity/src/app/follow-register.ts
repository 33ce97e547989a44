import type { IsoInstant } from '@tongxiu/contracts';
import type { Tx } from '@tongxiu/messaging';
import { fold } from '../domain/fold.js';
import type { Listed, Removed } from '../domain/happening.js';
import type { Announce } from './announce.js';
import type { Publications } from './publications.js';

/** Follows what departments listed and removed, and lets repairs that came too early take effect. */
export class FollowRegister {
  constructor(
    private readonly publications: Publications,
    private readonly announce: Announce,
  ) {}

  async run(entries: readonly (Listed | Removed)[], now: IsoInstant, tx: Tx): Promise<void> {
    const recordKeys = entries.map(({ recordKey }) => recordKey);
    const present = await this.publications.lock(recordKeys, tx);
    const kept = await this.publications.earlyRepairs(recordKeys, tx);
    const folded = fold(present, entries, kept);
    await this.publications.save(folded, now, tx);
    await this.announce.changed(folded.changes, now, tx);
  }
}
