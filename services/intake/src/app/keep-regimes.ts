import { ListRegimeChangedV1, type IsoInstant } from '@tongxiu/contracts';
import type { Outbox, Transactions, Tx } from '@tongxiu/messaging';
import { conditionsInFull, regimeToCome, type ListRegime } from '../domain/repair/list-regime.js';

export interface KeptList {
  readonly listId: string;
  readonly active: boolean;
  readonly regime: ListRegime | undefined;
}

export abstract class ListRegimes {
  /** Locked until the transaction ends, so that what is told comes in the order of what was written. */
  abstract lock(listId: string, tx: Tx): Promise<KeptList | undefined>;
  abstract activate(listId: string, active: boolean, by: string, tx: Tx): Promise<void>;
  abstract save(listId: string, regime: ListRegime, by: string, at: IsoInstant, tx: Tx): Promise<void>;
  /** One more for every change that is told. */
  abstract nextVersion(listId: string, tx: Tx): Promise<number>;
  abstract find(listIds: readonly string[], tx: Tx): Promise<ReadonlyMap<string, ListRegime>>;
}

/** Each designating department keeps its list's regime (H-063, H-077); whether the list is shared yet is the platform's (H-068). */
export class KeepRegimes {
  constructor(
    private readonly transactions: Transactions,
    private readonly regimes: ListRegimes,
    private readonly outbox: Outbox,
  ) {}

  setRegime(listId: string, regime: ListRegime, by: string, at: IsoInstant): Promise<KeptList | undefined> {
    return this.change(listId, at, async (kept, tx) => {
      if (JSON.stringify(kept.regime) === JSON.stringify(regime)) return kept;
      await this.regimes.save(listId, regime, by, at, tx);
      return { ...kept, regime };
    });
  }

  setActive(listId: string, active: boolean, by: string, at: IsoInstant): Promise<KeptList | undefined> {
    return this.change(listId, at, async (kept, tx) => {
      if (kept.active === active) return kept;
      await this.regimes.activate(listId, active, by, tx);
      return { ...kept, active };
    });
  }

  /** What is as it was is neither written nor told again. */
  private change(
    listId: string,
    changedAt: IsoInstant,
    make: (kept: KeptList, tx: Tx) => Promise<KeptList>,
  ): Promise<KeptList | undefined> {
    return this.transactions.run(async (tx) => {
      const before = await this.regimes.lock(listId, tx);
      if (before === undefined) return undefined;
      const after = await make(before, tx);
      if (after === before) return after;
      const { procedure, materials, ...conditions } = after.regime ?? regimeToCome;
      const told = { listId, active: after.active, removalConditions: conditionsInFull(conditions), procedure };
      const sequence = await this.regimes.nextVersion(listId, tx);
      const data = { ...told, materials: [...materials], changedAt };
      await this.outbox.add([{ event: ListRegimeChangedV1, key: `severe-list:${listId}`, sequence, data }], tx);
      return after;
    });
  }
}
