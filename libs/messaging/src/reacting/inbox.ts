import { plainArray } from '../postgres/columns.js';
import type { Received } from '../reaction.js';
import type { Tx } from '../tx.js';

export interface Claim {
  /** Ids not handled by this reaction before. */
  readonly fresh: ReadonlySet<string>;
  /** Keys with a parked message that later ones must wait behind; nothing of theirs was claimed. */
  readonly heldKeys: ReadonlySet<string>;
}

/**
 * Claims events for one reaction, set-wise. Claim and effect share the transaction: both are there afterwards or neither is.
 * Somebody who claims the same event at the same time waits here until that is decided.
 */
export async function claim(reaction: string, events: readonly Received<object>[], tx: Tx): Promise<Claim> {
  if (events.length === 0) return { fresh: new Set(), heldKeys: new Set() };
  const rows = await tx.query<{ event_id: string | null; held_key: string | null }>(
    `with held as (
       select distinct key from parked where reaction = $3 and holds_key and status = 'parked' and key = any($2::text[])
     ), claimed as (
       insert into inbox (event_id, reaction)
       select e.event_id, $3 from unnest($1::uuid[], $2::text[]) as e (event_id, key)
       where not exists (select from held h where h.key = e.key)
       on conflict do nothing returning event_id
     )
     select event_id, null as held_key from claimed union all select null, key from held`,
    [plainArray(events.map(({ event }) => event.id)), events.map(({ event }) => event.subject), reaction],
  );
  return {
    fresh: new Set(rows.flatMap((row) => row.event_id ?? [])),
    heldKeys: new Set(rows.flatMap((row) => row.held_key ?? [])),
  };
}

/** As `claim`, for messages that come back from the parking lot and themselves hold the key. */
export async function claimForReplay(reaction: string, eventIds: readonly string[], tx: Tx): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ event_id: string }>(
    'insert into inbox (event_id, reaction) select unnest($1::uuid[]), $2 on conflict do nothing returning event_id',
    [plainArray(eventIds), reaction],
  );
  return new Set(rows.map((row) => row.event_id));
}

/** An event that was parked was not handled: a replay must be able to claim it. */
export async function unclaim(reaction: string, eventIds: readonly string[], tx: Tx): Promise<void> {
  await tx.query('delete from inbox where reaction = $1 and event_id = any($2::uuid[])', [reaction, eventIds]);
}
