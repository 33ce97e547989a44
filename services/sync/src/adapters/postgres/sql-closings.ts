import type { RecordKind, Tier } from '@tongxiu/contracts';
import type { Tx } from '@tongxiu/messaging';
import { Closings, type ClosingStretch, type ShownRepair } from '../../app/close-repairs.js';
import { numberArray, textArray } from './arrays.js';

/** Any constant will do, as long as nothing else in the database uses it. */
const closingLock = 7_243_003;

interface ShownRow {
  readonly id: string;
  readonly case_id: string;
  readonly record_key: string;
  readonly version: number;
  readonly sites: readonly string[];
  readonly tiers: readonly Tier[];
  readonly receipt_nos: readonly string[];
  readonly applied_ats: readonly string[];
  readonly traceparent: string | null;
}

export class SqlClosings extends Closings {
  async claim(tx: Tx): Promise<boolean> {
    const [row] = await tx.query<{ mine: boolean }>(claim, [closingLock]);
    return row?.mine === true;
  }

  async stretches(tx: Tx): Promise<readonly ClosingStretch[]> {
    const rows = await tx.query<{ kinds: RecordKind[]; site_nos: number[]; through: string; ready: string }>(stretches);
    return rows.map(({ kinds, site_nos, through, ready }) => ({
      kinds,
      siteNos: site_nos,
      through: Number(through),
      readyThrough: Number(ready),
    }));
  }

  async close(stretch: ClosingStretch, limit: number, tx: Tx): Promise<{ shown: readonly ShownRepair[]; through: number }> {
    const through = Math.min(stretch.readyThrough, stretch.through + limit);
    const rows = await tx.query<ShownRow>(`with candidate as materialized (${fresh}) ${shownOf(keepLater)}`, [
      textArray(stretch.kinds),
      numberArray(stretch.siteNos),
      stretch.through,
      through,
    ]);
    await tx.query(`update closing set through = $2 where kind = any($1::text[])`, [textArray(stretch.kinds), through]);
    return { shown: rows.map(shownRepair), through };
  }

  async closeLater(stretch: ClosingStretch, limit: number, tx: Tx): Promise<readonly ShownRepair[]> {
    const [waiting] = await tx.query(`select from closing_later limit 1`);
    if (waiting === undefined) return [];
    const rows = await tx.query<ShownRow>(`with candidate as materialized (${kept}) ${shownOf(dropDone)}`, [
      textArray(stretch.kinds),
      numberArray(stretch.siteNos),
      limit,
    ]);
    return rows.map(shownRepair);
  }
}

/** Stretches are read by index: a plan made while the tables were still empty must not scan them when they are full. */
const claim = `select pg_try_advisory_xact_lock($1) as mine, set_config('enable_seqscan', 'off', true)`;

/** Kinds nobody shows have nothing to close. */
const stretches = `
  with shown_by as (
    select kind, array_agg(s.site_no order by s.site_no) as site_nos, min(l.sent_through) as ready
    from site s join lane l using (site_no) cross join unnest(s.kinds) as kind
    where s.configured group by kind
  )
  select array_agg(kind order by kind) as kinds, site_nos, through, min(ready) as ready
  from shown_by join closing using (kind) group by site_nos, through`;

const fresh = `
  select id, case_id, record_key, version, traceparent from change
  where id > $3 and id <= $4 and case_id is not null and not outdated and kind = any($1::text[])`;

/** What became of the effects tells whether a kept repair can be told now, or never. */
const kept = `
  select c.id, c.case_id, c.record_key, c.version, c.traceparent from closing_later l join change c on c.id = l.change_id
  where c.kind = any($1::text[])
    and cardinality($2::smallint[]) = (
      select count(*) from effect e
      where e.change_id = c.id and e.site_no = any($2::smallint[]) and e.state not in ('due', 'accepted', 'parked')
    )
  order by c.id limit $3`;

const keepLater = `insert into closing_later (change_id) select id from candidate where id not in (select change_id from done)`;
const dropDone = `delete from closing_later where change_id in (select id from candidate)`;

const shownOf = (rest: string): string => `
  , done as materialized (
    select e.change_id, array_agg(s.id order by s.site_no) as sites, array_agg(s.tier order by s.site_no) as tiers,
      array_agg(e.receipt_no order by s.site_no) as receipt_nos,
      array_agg(to_char(e.applied_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') order by s.site_no) as applied_ats
    from candidate c join effect e on e.change_id = c.id and e.site_no = any($2::smallint[]) join site s on s.site_no = e.site_no
    where e.state in ('applied', 'verified')
    group by e.change_id having count(*) = cardinality($2::smallint[])
  ), rest as (${rest})
  select c.id, c.case_id, c.record_key, c.version, d.sites, d.tiers, d.receipt_nos, d.applied_ats, c.traceparent
  from done d join candidate c on c.id = d.change_id order by c.id`;

const shownRepair = (row: ShownRow): ShownRepair => ({
  changeId: Number(row.id),
  caseId: row.case_id,
  recordKey: row.record_key,
  version: row.version,
  traceparent: row.traceparent ?? undefined,
  receipts: row.sites.map((site, index) => ({
    site,
    tier: row.tiers[index] ?? 'city',
    receiptNo: row.receipt_nos[index] ?? '',
    appliedAt: row.applied_ats[index] ?? '',
  })),
});
