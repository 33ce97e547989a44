import { PublicationChangedV1, ReminderDueV1, type IsoInstant, type Reminder } from '@tongxiu/contracts';
import type { Fact, Outbox, Tx } from '@tongxiu/messaging';
import type { Change } from '../domain/happening.js';
import type { Publication } from '../domain/publication.js';
import type { ReminderCursor } from './remind-companies.js';

/** Tells every change, and every reminder, in the transaction that makes it. */
export class Announce {
  constructor(private readonly outbox: Outbox) {}

  async changed(changes: readonly Change[], changedAt: IsoInstant, tx: Tx): Promise<void> {
    if (changes.length === 0) return;
    await this.outbox.add(
      changes.map((change) => factOf(change, changedAt)),
      tx,
    );
  }

  async reminded(
    reminder: Reminder,
    told: readonly ReminderCursor[],
    publications: ReadonlyMap<string, Publication>,
    at: IsoInstant,
    tx: Tx,
  ): Promise<void> {
    if (told.length === 0) return;
    const facts = told.flatMap(({ recordKey, periodEndsOn }) => {
      const publication = publications.get(recordKey);
      if (publication === undefined) return [];
      const { creditCode, version } = publication;
      return [{ event: ReminderDueV1, key: recordKey, sequence: version, data: { recordKey, creditCode, reminder, periodEndsOn, at } }];
    });
    await this.outbox.add(facts, tx);
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
