import type { IsoInstant } from '@tongxiu/contracts';
import type { Tx } from '@tongxiu/messaging';
import { fold } from '../domain/fold.js';
import type { Repaired, Revoked } from '../domain/happening.js';
import type { Announce } from './announce.js';
import type { Publications } from './publications.js';

/** Withdraws what was repaired, and shows again whose repair was revoked. The hottest path of the service: repairs neither read nor send what a record says. */
export class EndPublications {
  constructor(
    private readonly publications: Publications,
    private readonly announce: Announce,
  ) {}

  async run(decisions: readonly (Repaired | Revoked)[], now: IsoInstant, tx: Tx): Promise<void> {
    const present = await this.publications.lock(
      decisions.map(({ recordKey }) => recordKey),
      tx,
    );
    const revoked = decisions.filter(({ what }) => what === 'revoked').map(({ recordKey }) => recordKey);
    const background = revoked.length === 0 ? {} : { standing: await this.publications.standing(revoked, tx) };
    const folded = fold(present, decisions, background);
    await this.publications.save(folded, now, tx);
    await this.announce.changed(folded.changes, now, tx);
  }
}
