import type { IsoInstant } from '@tongxiu/contracts';
import type { Tx } from '@tongxiu/messaging';
import { addDays } from '@tongxiu/working-days';
import type { Folded } from '../../domain/fold.js';
import { foldedName, piecesOf } from '../../domain/folded-name.js';
import type { Listed, Refusal } from '../../domain/happening.js';
import type { PublicityPeriod } from '../../domain/publicity-period.js';

/** The last state of each record and every version on the way to it, in one statement. */
export async function writeMoves({ publications, changes }: Folded, changedAt: IsoInstant, tx: Tx): Promise<void> {
  await tx.query(
    `with told as (
       insert into publication_history (record_key, version, state, effects, cause, clock_started_at, changed_at)
       select *, $14::timestamptz
         from unnest($8::text[], $9::int[], $10::text[], $11::json[], $12::json[], $13::timestamptz[])
     )
     update publication p
        set version = u.version, state = u.state, credit_code = u.credit_code, register_revision = u.register_revision,
            listing_revision = u.listing_revision, listing_decided_on = u.listing_decided_on, ended_by = u.ended_by,
            changed_at = case when p.version = u.version then p.changed_at else $14::timestamptz end
       from unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::int[], $6::int[], $7::date[], $15::uuid[])
         as u (record_key, version, state, credit_code, register_revision, listing_revision, listing_decided_on, ended_by)
      where p.record_key = u.record_key`,
    [
      publications.map(({ recordKey }) => recordKey),
      publications.map(({ version }) => version),
      publications.map(({ state }) => state),
      publications.map(({ creditCode }) => creditCode),
      publications.map(({ registerRevision }) => registerRevision),
      publications.map(({ listingRevision }) => listingRevision),
      publications.map(({ listingDecidedOn }) => listingDecidedOn),
      changes.map(({ recordKey }) => recordKey),
      changes.map(({ version }) => version),
      changes.map(({ state }) => state),
      changes.map(({ effects }) => JSON.stringify(effects)),
      changes.map(({ cause }) => JSON.stringify(cause)),
      changes.map(({ clockStartedAt }) => clockStartedAt),
      changedAt,
      publications.map(({ endedBy }) => endedBy),
    ],
  );
}

/** What the present listings say, and their days to come. A record that is not shown any more needs none. */
export async function writeListings({ listings, publications }: Folded, tx: Tx): Promise<void> {
  await writeContents(listings, tx);
  const shown = new Set(publications.filter(({ state }) => state === 'shown').map(({ recordKey }) => recordKey));
  const watched = listings.filter(({ recordKey, period }) => shown.has(recordKey) && hasDays(period));
  const watchedKeys = new Set(watched.map(({ recordKey }) => recordKey));
  const unwatched = listings.map(({ recordKey }) => recordKey).filter((recordKey) => !watchedKeys.has(recordKey));
  if (watched.length > 0) await watchAgain(watched, tx);
  if (unwatched.length > 0) await tx.query(`delete from publicity_end where record_key = any($1)`, [unwatched]);
}

const hasDays = ({ minimumUntil, maximumUntil }: PublicityPeriod): boolean => minimumUntil !== null || maximumUntil !== null;

/** The end of the minimum is worth telling only where a repair is possible from then on. */
const minimumToTell = ({ minimumUntil, repairableFrom }: PublicityPeriod): string | null =>
  minimumUntil !== null && repairableFrom === addDays(minimumUntil, 1) ? minimumUntil : null;

export async function watchAgain(watched: readonly { recordKey: string; period: PublicityPeriod }[], tx: Tx): Promise<void> {
  await tx.query(
    `insert into publicity_end (record_key, minimum_until, maximum_until)
     select * from unnest($1::text[], $2::date[], $3::date[])
     on conflict (record_key) do update
        set minimum_until = excluded.minimum_until, maximum_until = excluded.maximum_until, minimum_told = false, maximum_told = false`,
    [
      watched.map(({ recordKey }) => recordKey),
      watched.map(({ period }) => minimumToTell(period)),
      watched.map(({ period }) => period.maximumUntil),
    ],
  );
}

async function writeContents(listings: readonly Listed[], tx: Tx): Promise<void> {
  const names = listings.map(({ record }) => foldedName(record.subjectName));
  await tx.query(
    `insert into publication_content
       (record_key, credit_code, folded_name, name_pieces, content, rulebook, minimum_until, maximum_until, listed_at, notice_required)
     select record_key, credit_code, folded_name, array(select json_array_elements_text(pieces)), content, rulebook,
            minimum_until, maximum_until, listed_at, notice_required
       from unnest($1::text[], $2::text[], $3::text[], $4::json[], $5::json[], $6::text[], $7::date[], $8::date[], $9::timestamptz[],
                   $10::boolean[])
         as u (record_key, credit_code, folded_name, pieces, content, rulebook, minimum_until, maximum_until, listed_at, notice_required)
     on conflict (record_key) do update
        set credit_code = excluded.credit_code, folded_name = excluded.folded_name, name_pieces = excluded.name_pieces,
            content = excluded.content, rulebook = excluded.rulebook, minimum_until = excluded.minimum_until,
            maximum_until = excluded.maximum_until, listed_at = excluded.listed_at, notice_required = excluded.notice_required`,
    [
      listings.map(({ recordKey }) => recordKey),
      listings.map(({ record }) => record.creditCode),
      names,
      names.map((name) => JSON.stringify(piecesOf(name))),
      listings.map(({ record }) => JSON.stringify(record)),
      listings.map(({ period }) => period.rulebook),
      listings.map(({ period }) => period.minimumUntil),
      listings.map(({ period }) => period.maximumUntil),
      listings.map(({ receivedAt }) => receivedAt),
      listings.map(({ noticeRequired }) => noticeRequired),
    ],
  );
}

export async function writeRefusals(refusals: readonly Refusal[], refusedAt: IsoInstant, tx: Tx): Promise<void> {
  await tx.query(
    `insert into refusal (event_id, record_key, what, revision, state, reason, refused_at)
     select *, $7::timestamptz from unnest($1::uuid[], $2::text[], $3::text[], $4::int[], $5::text[], $6::text[])
     on conflict do nothing`,
    [
      refusals.map(({ eventId }) => eventId),
      refusals.map(({ recordKey }) => recordKey),
      refusals.map(({ what }) => what),
      refusals.map(({ revision }) => revision),
      refusals.map(({ state }) => state),
      refusals.map(({ reason }) => reason),
      refusedAt,
    ],
  );
}

export async function writeEarly({ early, released }: Folded, keptAt: IsoInstant, tx: Tx): Promise<void> {
  if (early.length > 0) {
    await tx.query(
      `insert into early_repair (event_id, record_key, record_revision, repair, kept_at)
       select event_id, record_key, record_revision, repair, $5::timestamptz
         from unnest($1::uuid[], $2::text[], $3::int[], $4::json[]) with ordinality as u (event_id, record_key, record_revision, repair, place)
        order by place
       on conflict do nothing`,
      [
        early.map(({ eventId }) => eventId),
        early.map(({ recordKey }) => recordKey),
        early.map(({ recordRevision }) => recordRevision),
        early.map((decision) => JSON.stringify(decision)),
        keptAt,
      ],
    );
  }
  if (released.length > 0) {
    await tx.query(`delete from early_repair where event_id = any($1::uuid[])`, [released.map(({ eventId }) => eventId)]);
  }
}
