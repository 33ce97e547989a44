import type { Transactions, Tx } from '@tongxiu/messaging';
import { ListRegimes, type ListRegime } from '../../app/guidance.js';

export class SqlListRegimes extends ListRegimes {
  constructor(private readonly transactions: Transactions) {
    super();
  }

  async follow(regimes: readonly ListRegime[], tx: Tx): Promise<void> {
    await tx.query(
      `insert into list_regime (list_id, active, regime, changed_at)
       select distinct on (list_id) list_id, active, regime, changed_at
         from unnest($1::text[], $2::boolean[], $3::json[], $4::timestamptz[]) as u (list_id, active, regime, changed_at)
        order by list_id, changed_at desc
       on conflict (list_id) do update
          set active = excluded.active, regime = excluded.regime, changed_at = excluded.changed_at
        where list_regime.changed_at <= excluded.changed_at`,
      [
        regimes.map(({ listId }) => listId),
        regimes.map(({ active }) => active),
        regimes.map((regime) => JSON.stringify(regime)),
        regimes.map(({ changedAt }) => changedAt),
      ],
    );
  }

  async all(): Promise<readonly ListRegime[]> {
    const rows = await this.transactions.run((tx) => tx.query<{ regime: ListRegime }>(`select regime from list_regime order by list_id`));
    return rows.map(({ regime }) => regime);
  }
}
