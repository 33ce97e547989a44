import type { IsoDate, IsoInstant, RecordContent } from '@tongxiu/contracts';
import type { Tx } from '@tongxiu/messaging';
import { Publications, type SweepCursor } from '../../app/publications.js';
import type { Folded, Standing } from '../../domain/fold.js';
import type { Early, MaximumReached } from '../../domain/happening.js';
import type { Publication } from '../../domain/publication.js';
import type { EarlierDecision } from '../../domain/recognition.js';
import { writeRecognitions } from './write-recognitions.js';
import { watchAgain, writeEarly, writeListings, writeMoves, writeRefusals } from './write-folded.js';

interface PublicationLine {
  record_key: string;
  version: number;
  state: Publication['state'];
  credit_code: string;
  register_revision: number;
  listing_revision: number;
  listing_decided_on: string | null;
  ended_by: string | null;
}

const columns = `record_key, version, state, credit_code, register_revision, listing_revision, listing_decided_on::text, ended_by`;

/**
 * Who changes anything about a record holds its `publication` row, and everybody takes these rows in the same two steps:
 *
 * 1. lay down the rows of keys that do not exist, in key order; after this step every key of the batch exists, committed or our own;
 * 2. lock all rows of the batch, in key order.
 *
 * A transaction in step 1 may wait for another's rows of step 1, which are taken in order, or for a transaction in step 2; one in
 * step 2 waits only for others in step 2, which are taken in order too. So no circle of waiting can form, although two reactions
 * work the same keys at the same time. Without step 1 a repair and the first listing of its record could miss each other: each
 * would look, find nothing of the other, and commit.
 */
export class SqlPublications extends Publications {
  async lock(recordKeys: readonly string[], tx: Tx): Promise<ReadonlyMap<string, Publication>> {
    await tx.query(
      `insert into publication (record_key, version, state, credit_code, register_revision, listing_revision, changed_at)
       select k, 0, 'awaited', '', 0, 0, now()
         from (select distinct k collate "C" as k from unnest($1::text[]) as k) asked
        where not exists (select from publication where record_key = k)
        order by k
       on conflict do nothing`,
      [recordKeys],
    );
    return this.locked(recordKeys, 'for update', tx);
  }

  lockFree(recordKeys: readonly string[], tx: Tx): Promise<ReadonlyMap<string, Publication>> {
    return this.locked(recordKeys, 'for update skip locked', tx);
  }

  async kept(recordKeys: readonly string[], tx: Tx): Promise<readonly Early[]> {
    const rows = await tx.query<{ repair: Early }>(`select repair from early_repair where record_key = any($1) order by place`, [
      recordKeys,
    ]);
    return rows.map(({ repair }) => repair);
  }

  async standing(recordKeys: readonly string[], tx: Tx): Promise<ReadonlyMap<string, Standing>> {
    const rows = await tx.query<{
      recordKey: string;
      record: RecordContent;
      minimumUntil: string | null;
      maximumUntil: string | null;
      rulebook: string;
    }>(
      `select record_key as "recordKey", content as record, minimum_until::text as "minimumUntil", maximum_until::text as "maximumUntil", rulebook
         from publication_content where record_key = any($1)`,
      [recordKeys],
    );
    // A record that is shown again may be repaired again: its minimum was over when it was repaired the first time.
    return new Map(rows.map(({ recordKey, record, ...period }) => [recordKey, { record, period: { ...period, repairableFrom: null } }]));
  }

  async earlier(recordKeys: readonly string[], tx: Tx): Promise<ReadonlyMap<string, readonly EarlierDecision[]>> {
    const rows = await tx.query<{ recordKey: string; decision: EarlierDecision }>(
      `select record_key as "recordKey", json_build_object('what', 'recognition', 'recognitionId', recognition_id, 'state', state,
                'effects', effects, 'recordRevision', record_revision) as decision
         from recognition where record_key = any($1)
       union all
       select record_key, json_build_object('what', 'ownRefusal', 'recordRevision', record_revision)
         from applied_case where record_key = any($1) and (refused_at is not null or revoked_at is not null)`,
      [recordKeys],
    );
    const earlier = new Map<string, EarlierDecision[]>();
    for (const { recordKey, decision } of rows) earlier.set(recordKey, [...(earlier.get(recordKey) ?? []), decision]);
    return earlier;
  }

  async save(folded: Folded, changedAt: IsoInstant, tx: Tx): Promise<void> {
    if (folded.publications.length > 0) await writeMoves(folded, changedAt, tx);
    if (folded.listings.length > 0) await writeListings(folded, tx);
    if (folded.refusals.length > 0) await writeRefusals(folded.refusals, changedAt, tx);
    if (folded.early.length > 0 || folded.released.length > 0) await writeEarly(folded, changedAt, tx);
    if (folded.restored.length > 0) await watchAgain(folded.restored, tx);
    if (folded.recognitions.length > 0) await writeRecognitions(folded.recognitions, tx);
  }

  async ended(on: IsoDate, after: SweepCursor | undefined, limit: number, tx: Tx): Promise<readonly SweepCursor[]> {
    return tx.query<{ maximumUntil: string; recordKey: string }>(
      `select maximum_until::text as "maximumUntil", record_key as "recordKey"
         from publicity_end
        where maximum_until < $1 and (maximum_until, record_key) > ($2, $3)
        order by maximum_until, record_key
        limit $4`,
      [on, after?.maximumUntil ?? '-infinity', after?.recordKey ?? '', limit],
    );
  }

  async reached(recordKeys: readonly string[], on: IsoDate, tx: Tx): Promise<readonly Omit<MaximumReached, 'what' | 'eventId'>[]> {
    return tx.query<Omit<MaximumReached, 'what' | 'eventId'>>(
      `select record_key as "recordKey", e.maximum_until::text as "maximumUntil", c.rulebook,
              c.content ->> 'organCode' as "organCode", c.content ->> 'organName' as "organName"
         from publicity_end e
         join publication_content c using (record_key)
        where record_key = any($1) and e.maximum_until < $2
        order by record_key`,
      [recordKeys, on],
    );
  }

  async forgetPeriods(recordKeys: readonly string[], tx: Tx): Promise<void> {
    await tx.query(`delete from publicity_end where record_key = any($1)`, [recordKeys]);
  }

  private async locked(recordKeys: readonly string[], how: string, tx: Tx): Promise<ReadonlyMap<string, Publication>> {
    const rows = await tx.query<PublicationLine>(
      `select ${columns} from publication where record_key = any($1) order by record_key ${how}`,
      [recordKeys],
    );
    return new Map(rows.map((row) => [row.record_key, publicationOf(row)]));
  }
}

const publicationOf = (row: PublicationLine): Publication => ({
  recordKey: row.record_key,
  version: row.version,
  state: row.state,
  creditCode: row.credit_code,
  registerRevision: row.register_revision,
  listingRevision: row.listing_revision,
  listingDecidedOn: row.listing_decided_on,
  endedBy: row.ended_by,
});
