import type { Tx } from '@tongxiu/messaging';
import { Register, RegisterMoved, type RegisterChange } from '../../app/push-records.js';
import type { RegisterEntry } from '../../domain/register-entry.js';

interface EntryRow {
  readonly record_key: string;
  readonly organ_code: string;
  readonly status: 'listed' | 'removed';
  readonly revision: number;
  readonly listing: number;
  readonly decided_on: string;
  readonly removed_on: string | null;
}

interface ListingRow {
  readonly record_key: string;
  readonly content: string;
  readonly repaired: boolean;
}

export class SqlRegister extends Register {
  /**
   * Two statements, because the second must see what a transaction we waited for has committed: a joined row is taken from the
   * snapshot the first statement began with. Keys that are new, the usual case of a push, cost the first one only.
   */
  async lock(recordKeys: readonly string[], tx: Tx): Promise<ReadonlyMap<string, RegisterEntry>> {
    const rows = await tx.query<EntryRow>(
      `select record_key, organ_code, status, revision, listing, decided_on::text, removed_on::text
       from register_entry where record_key = any($1::text[]) order by record_key for update`,
      [recordKeys],
    );
    if (rows.length === 0) return new Map();
    const listings = await tx.query<ListingRow>(
      `select l.record_key, l.content,
              p.approved_at is not null or exists (select 1 from recognition r where r.record_key = v.record_key and r.listing = v.listing
                                                   and r.dismissed_at is null) as repaired
       from unnest($1::text[], $2::int[]) as v(record_key, listing)
       join register_revision l on l.record_key = v.record_key and l.revision = v.listing
       left join listing_case h on h.record_key = v.record_key and h.listing = v.listing
       left join case_progress p on p.case_id = h.case_id`,
      [rows.map((row) => row.record_key), rows.map((row) => row.listing)],
    );
    const byKey = new Map(listings.map((listing) => [listing.record_key, listing]));
    return new Map(rows.map((row) => [row.record_key, entryOf(row, byKey.get(row.record_key))]));
  }

  async save(
    found: ReadonlyMap<string, RegisterEntry>,
    changed: ReadonlyMap<string, RegisterEntry>,
    changes: readonly RegisterChange[],
    tx: Tx,
  ): Promise<void> {
    const entries = [...changed.values()].sort((one, other) => (one.recordKey < other.recordKey ? -1 : 1));
    await insertEntries(
      entries.filter((entry) => !found.has(entry.recordKey)),
      tx,
    );
    await updateEntries(
      entries.filter((entry) => found.has(entry.recordKey)),
      tx,
    );
    await insertRevisions(changes, tx);
  }
}

/**
 * New keys cannot be locked before they exist. Two pushes of one new key meet here: the second waits for the first, then finds
 * fewer rows inserted than it asked for, and does its work again on what the first one left.
 */
async function insertEntries(entries: readonly RegisterEntry[], tx: Tx): Promise<void> {
  if (entries.length === 0) return;
  const inserted = await tx.query(
    `insert into register_entry (record_key, organ_code, status, revision, listing, decided_on, removed_on)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::int[], $6::date[], $7::date[])
     on conflict (record_key) do nothing
     returning 1`,
    columnsOf(entries),
  );
  if (inserted.length < entries.length) throw new RegisterMoved();
}

async function updateEntries(entries: readonly RegisterEntry[], tx: Tx): Promise<void> {
  if (entries.length === 0) return;
  await tx.query(
    `update register_entry e
     set status = v.status, revision = v.revision, listing = v.listing, decided_on = v.decided_on, removed_on = v.removed_on
     from unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::int[], $6::date[], $7::date[])
       as v(record_key, organ_code, status, revision, listing, decided_on, removed_on)
     where e.record_key = v.record_key`,
    columnsOf(entries),
  );
}

const columnsOf = (entries: readonly RegisterEntry[]): unknown[] => [
  entries.map((entry) => entry.recordKey),
  entries.map((entry) => entry.organCode),
  entries.map((entry) => entry.status),
  entries.map((entry) => entry.revision),
  entries.map((entry) => entry.listing),
  entries.map((entry) => entry.decidedOn),
  entries.map((entry) => entry.removedOn ?? null),
];

async function insertRevisions(changes: readonly RegisterChange[], tx: Tx): Promise<void> {
  await tx.query(
    `insert into register_revision (record_key, revision, action, content, removed_on, reason, pushed_by, received_at)
     select * from unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::date[], $6::text[], $7::text[], $8::timestamptz[])`,
    [
      changes.map(({ ruling }) => ruling.entry.recordKey),
      changes.map(({ ruling }) => ruling.entry.revision),
      changes.map(({ ruling }) => ruling.kind),
      changes.map(({ ruling }) => (ruling.kind === 'listed' ? ruling.entry.content : null)),
      changes.map(({ ruling }) => (ruling.kind === 'removed' ? ruling.removedOn : null)),
      changes.map(({ ruling }) => (ruling.kind === 'removed' ? ruling.reason : null)),
      changes.map(({ pushedBy }) => pushedBy),
      changes.map(({ receivedAt }) => receivedAt),
    ],
  );
}

const entryOf = (row: EntryRow, listing: ListingRow | undefined): RegisterEntry => ({
  recordKey: row.record_key,
  organCode: row.organ_code,
  status: row.status,
  revision: row.revision,
  listing: row.listing,
  decidedOn: row.decided_on,
  removedOn: row.removed_on ?? undefined,
  content: listing?.content ?? '',
  repaired: listing?.repaired ?? false,
});
