import { createHash } from 'node:crypto';
import type { BusMessage } from '../bus.js';
import { ParkingLot, type ParkedFilter, type ParkedMessage, type ReplayOutcome, type ToPark } from '../parking-lot.js';
import { uuidV7 } from '../producing/uuid-v7.js';
import { type Transactions, type Tx } from '../tx.js';
import { tooLong } from '../value-size.js';
import { parkedColumns, parkedOf, type ParkedRow } from './parked-row.js';

/** Works messages off inside the given transaction; throws where they cannot be. */
export type Redeliver = (messages: readonly BusMessage[], tx: Tx) => Promise<void>;

export class SqlParkingLot extends ParkingLot {
  private readonly reactions = new Map<string, Redeliver>();

  constructor(private readonly transactions: Transactions) {
    super();
  }

  /** Tells the way back into a reaction. */
  connect(reaction: string, redeliver: Redeliver): void {
    this.reactions.set(reaction, redeliver);
  }

  async park(entries: readonly ToPark[], tx: Tx): Promise<void> {
    if (entries.length === 0) return;
    const rows = entries.map(({ reaction, message, reason, attempts, holdsKey }) => ({
      id: uuidV7(),
      reaction,
      topic: message.topic,
      partition: message.partition,
      offset: message.offset,
      key: message.key,
      headers: message.headers,
      payload: tooLong(message.value) ? null : message.value,
      sha256: createHash('sha256').update(message.value).digest('hex'),
      reason: keepable(reason),
      attempts,
      holds_key: holdsKey,
      appended_at_ms: message.appendedAtMs,
    }));
    await tx.query(parkAll, [JSON.stringify(rows)]);
  }

  async list(
    filter: ParkedFilter,
    page: { readonly after?: string | undefined; readonly limit: number },
  ): Promise<readonly ParkedMessage[]> {
    const rows = await this.transactions.run((tx) =>
      tx.query<ParkedRow>(
        `select ${parkedColumns} from parked
         where ($1::text is null or reaction = $1) and ($2::text is null or key = $2) and ($3::text is null or status = $3)
           and ($4::uuid is null or id > $4)
         order by id limit $5`,
        [filter.reaction ?? null, filter.key ?? null, filter.status ?? null, page.after ?? null, page.limit],
      ),
    );
    return rows.map(parkedOf);
  }

  async get(id: string): Promise<ParkedMessage | undefined> {
    const rows = await this.transactions.run((tx) => tx.query<ParkedRow>(`select ${parkedColumns} from parked where id = $1`, [id]));
    return rows.map(parkedOf)[0];
  }

  async replay(id: string, by: string): Promise<ReplayOutcome> {
    try {
      return await this.transactions.run((tx) => this.replayIn(id, by, tx));
    } catch (cause) {
      return { outcome: 'failed', reason: reasonOf(cause) };
    }
  }

  async discard(id: string, by: string, why: string): Promise<boolean> {
    return this.transactions.run(async (tx) => {
      const ended = await tx.query(
        `update parked set status = 'discarded', ended_at = now(), ended_by = $2, ended_why = $3 where id = $1 and status = 'parked' returning id`,
        [id, by, why],
      );
      return ended.length === 1;
    });
  }

  private async replayIn(id: string, by: string, tx: Tx): Promise<ReplayOutcome> {
    const [asked] = (await tx.query<ParkedRow>(`select ${parkedColumns} from parked where id = $1`, [id])).map(parkedOf);
    if (asked === undefined) return { outcome: 'unknown' };
    await lockKeys(asked.reaction, [asked.key], tx);
    const entries = (
      await tx.query<ParkedRow>(
        `select ${parkedColumns} from parked
         where status = 'parked' and (id = $1 or ($2 and holds_key and reaction = $3 and key = $4))
         order by topic, appended_at_ms, coalesce(log_offset, "offset") for update`,
        [id, asked.holdsKey, asked.reaction, asked.key],
      )
    ).map(parkedOf);
    if (!entries.some((entry) => entry.id === id)) return { outcome: 'ended', status: (await this.statusOf(id, tx)) ?? asked.status };
    const redeliver = this.reactions.get(asked.reaction);
    if (redeliver === undefined) throw new Error(`The reaction ${asked.reaction} does not run in this process.`);
    await redeliver(entries.map(messageOf), tx);
    await tx.query(`update parked set status = 'replayed', ended_at = now(), ended_by = $2 where id = any($1::uuid[])`, [
      entries.map((entry) => entry.id),
      by,
    ]);
    return { outcome: 'replayed', messages: entries.length };
  }

  private async statusOf(id: string, tx: Tx): Promise<ParkedMessage['status'] | undefined> {
    return (await tx.query<Pick<ParkedRow, 'status'>>('select status from parked where id = $1', [id]))[0]?.status;
  }
}

/**
 * A copy of what is parked already is left out. Where another message has the place, by the count of a log that is no more, `"offset"`
 * takes a free negative number: what the release before knows a copy by must be there, and must not keep this one out.
 */
const parkAll = `
  insert into parked (id, reaction, topic, partition, log_offset, "offset", key, headers, payload, payload_sha256, reason, attempts, holds_key, appended_at_ms)
  select id, reaction, topic, partition, "offset",
    case when exists (
      select from parked p where (p.reaction, p.topic, p.partition, p."offset") = (r.reaction, r.topic, r.partition, r."offset")
        and (p.appended_at_ms, p.payload_sha256) <> (r.appended_at_ms, r.sha256))
    then (select least(0, min(p."offset")) from parked p where (p.reaction, p.topic, p.partition) = (r.reaction, r.topic, r.partition)) - r.n
    else "offset" end,
    key, headers, payload, sha256, reason, attempts, holds_key, appended_at_ms
  from rows from (json_to_recordset($1::json) as (id uuid, reaction text, topic text, partition int, "offset" bigint, key text, headers json,
    payload text, sha256 text, reason text, attempts int, holds_key boolean, appended_at_ms bigint)) with ordinality
    as r (id, reaction, topic, partition, "offset", key, headers, payload, sha256, reason, attempts, holds_key, appended_at_ms, n)
  on conflict (reaction, topic, partition, (coalesce(log_offset, "offset")), appended_at_ms, payload_sha256) do nothing`;

/**
 * Parking behind a held key and replaying that key exclude each other: else a message could be parked at the very moment its
 * key is let go, and wait for somebody who has left.
 */
export async function lockKeys(reaction: string, keys: readonly string[], tx: Tx): Promise<void> {
  await tx.query(
    `select pg_advisory_xact_lock(7460006, h) from (select distinct hashtext($1 || '/' || k) as h from unnest($2::text[]) k order by 1 offset 0) s`,
    [reaction, keys],
  );
}

/** PostgreSQL keeps neither NUL nor half a character, such as a text that was cut ends with: no failure may be impossible to park. */
const keepable = (text: string): string => Buffer.from(text).toString().replaceAll('\0', '\ufffd');

export const reasonOf = (cause: unknown): string =>
  (cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause)).slice(0, 1000);

function messageOf(entry: ParkedMessage): BusMessage {
  const { topic, partition, offset, key, headers, payload, appendedAtMs } = entry;
  if (payload === undefined) throw new Error('The message was too long to keep; only its digest is here.');
  return { topic, partition, offset, key, headers, value: payload, appendedAtMs };
}
