import { PublicationChangedV1, type IsoInstant } from '@tongxiu/contracts';
import type { Fact, Outbox, Tx } from '@tongxiu/messaging';
import type { Change } from '../domain/happening.js';

/** Tells every change in the transaction that makes it. */
export class Announce {
  constructor(private readonly outbox: Outbox) {}

  async changed(changes: readonly Change[], changedAt: IsoInstant, tx: Tx): Promise<void> {
    if (changes.length === 0) return;
    await this.outbox.add(
      changes.map((change) => factOf(change, changedAt)),
      tx,
    );
  }
}

function factOf({ factId, ...change }: Change, changedAt: IsoInstant): Fact<PublicationChangedV1> {
  return {
    event: PublicationChangedV1,
    key: change.recordKey,
    sequence: change.version,
    data: { ...change, effects: [...change.effects], changedAt },
    ...(factId === undefined ? {} : { id: factId }),
  };
}
