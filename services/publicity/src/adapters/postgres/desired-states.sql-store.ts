import type { Transactions } from '@tongxiu/messaging';
import { DesiredStates, type DesiredState, type KeptRefusal, type KeptRepair, type PublicationFile } from '../../app/desired-states.js';
import { instant } from './instant.js';

export class SqlDesiredStates extends DesiredStates {
  constructor(private readonly transactions: Transactions) {
    super();
  }

  async page(after: string | undefined, limit: number): Promise<readonly DesiredState[]> {
    return this.transactions.run((tx) =>
      tx.query<DesiredState>(
        `select record_key as "recordKey", version, state from publication
          where record_key > $1 and version > 0 order by record_key limit $2`,
        [after ?? '', limit],
      ),
    );
  }

  async file(recordKey: string): Promise<PublicationFile | undefined> {
    const [row] = await this.transactions.run((tx) => tx.query<PublicationFile>(fileOf, [recordKey]));
    return row;
  }

  async refusals(after: string | undefined, limit: number): Promise<readonly KeptRefusal[]> {
    return this.transactions.run((tx) =>
      tx.query<KeptRefusal>(
        `select event_id as "eventId", record_key as "recordKey", what, revision, state, reason, ${instant('refused_at')} as "refusedAt"
           from refusal where event_id > $1 order by event_id limit $2`,
        [after ?? '00000000-0000-0000-0000-000000000000', limit],
      ),
    );
  }

  async earlyRepairs(limit: number): Promise<readonly KeptRepair[]> {
    const rows = await this.transactions.run((tx) =>
      tx.query<{ repair: KeptRepair; keptAt: string }>(
        `select repair, ${instant('kept_at')} as "keptAt" from early_repair order by kept_at, event_id limit $1`,
        [limit],
      ),
    );
    return rows.map(({ repair, keptAt }) => ({ ...repair, keptAt }));
  }
}

const fileOf = `
  select record_key as "recordKey", version, state, credit_code as "creditCode", register_revision as "registerRevision",
         listing_revision as "listingRevision", listing_decided_on::text as "listingDecidedOn",
         (select coalesce(json_agg(json_build_object(
                   'version', h.version, 'state', h.state, 'effects', h.effects, 'cause', h.cause,
                   'clockStartedAt', ${instant('h.clock_started_at')}, 'changedAt', ${instant('h.changed_at')}) order by h.version), '[]')
            from publication_history h where h.record_key = p.record_key) as versions,
         (select coalesce(json_agg(json_build_object(
                   'eventId', r.event_id, 'recordKey', r.record_key, 'what', r.what, 'revision', r.revision, 'state', r.state,
                   'reason', r.reason, 'refusedAt', ${instant('r.refused_at')}) order by r.refused_at), '[]')
            from refusal r where r.record_key = p.record_key) as refusals,
         (select coalesce(json_agg((e.repair::jsonb || jsonb_build_object('keptAt', ${instant('e.kept_at')})) order by e.kept_at), '[]')
            from early_repair e where e.record_key = p.record_key) as "earlyRepairs"
    from publication p
   where record_key = $1`;
