import type { IsoDate, IsoInstant } from '@tongxiu/contracts';
import type { Transactions, Tx } from '@tongxiu/messaging';
import { fold } from '../domain/fold.js';
import type { MaximumReached } from '../domain/happening.js';
import type { Announce } from './announce.js';
import type { Publications, SweepCursor } from './publications.js';

export interface Sweep {
  readonly on: IsoDate;
  readonly expired: number;
  /** Records that were being changed at that moment; the next sweep looks at them again. */
  readonly busy: number;
}

interface Chunk {
  readonly last: SweepCursor | undefined;
  readonly expired: number;
  readonly busy: number;
}

export const chunkSize = 1000;

/**
 * Stops the display of everything whose maximum period ended before `on`; nobody applies for it (H-016). Each chunk is a
 * transaction of its own, so a sweep that is cut off has done what it has done, and the rest is found again.
 */
export class ExpirePublications {
  constructor(
    private readonly transactions: Transactions,
    private readonly publications: Publications,
    private readonly announce: Announce,
    private readonly newId: () => string,
  ) {}

  async run(on: IsoDate, now: IsoInstant): Promise<Sweep> {
    let cursor: SweepCursor | undefined;
    let [expired, busy] = [0, 0];
    do {
      const after = cursor;
      const chunk = await this.transactions.run((tx) => this.chunk(on, after, now, tx));
      cursor = chunk.last;
      expired += chunk.expired;
      busy += chunk.busy;
    } while (cursor !== undefined);
    return { on, expired, busy };
  }

  private async chunk(on: IsoDate, after: SweepCursor | undefined, now: IsoInstant, tx: Tx): Promise<Chunk> {
    const ended = await this.publications.ended(on, after, chunkSize, tx);
    if (ended.length === 0) return { last: undefined, expired: 0, busy: 0 };
    const present = await this.publications.lockFree(
      ended.map(({ recordKey }) => recordKey),
      tx,
    );
    // Read again under the lock: a correction may have moved the last day since.
    const reached = await this.publications.reached([...present.keys()], on, tx);
    const folded = fold(present, reached.filter(({ recordKey }) => present.get(recordKey)?.state === 'shown').map(this.happening));
    await this.publications.save(folded, now, tx);
    await this.publications.forgetPeriods(
      reached.map(({ recordKey }) => recordKey),
      tx,
    );
    await this.announce.changed(folded.changes, now, tx);
    return {
      last: ended.length < chunkSize ? undefined : ended.at(-1),
      expired: folded.changes.length,
      busy: ended.length - present.size,
    };
  }

  private readonly happening = (reached: Omit<MaximumReached, 'what' | 'eventId'>): MaximumReached => ({
    what: 'maximumReached',
    eventId: this.newId(),
    ...reached,
  });
}
