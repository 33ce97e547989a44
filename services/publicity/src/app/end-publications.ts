import type { IsoInstant } from '@tongxiu/contracts';
import type { Tx } from '@tongxiu/messaging';
import { fold } from '../domain/fold.js';
import type { Repaired } from '../domain/happening.js';
import type { Announce } from './announce.js';
import type { Publications } from './publications.js';

/** Withdraws what was repaired. The hottest path of the service: it neither reads nor sends what a record says. */
export class EndPublications {
  constructor(
    private readonly publications: Publications,
    private readonly announce: Announce,
  ) {}

  async run(repairs: readonly Repaired[], now: IsoInstant, tx: Tx): Promise<void> {
    const present = await this.publications.lock(
      repairs.map(({ recordKey }) => recordKey),
      tx,
    );
    const folded = fold(present, repairs);
    await this.publications.save(folded, now, tx);
    await this.announce.changed(folded.changes, now, tx);
  }
}
