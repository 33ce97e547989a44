import type { BucketDigest, PublicationState } from '@tongxiu/contracts';
import type pg from 'pg';
import { SiteBook } from '../../app/reconcile.js';
import type { Expected } from '../../domain/judge-read-back.js';
import { numberArray } from './arrays.js';
import { knownVersions } from './known-versions.js';

interface ExpectedRow {
  readonly id: string;
  readonly record_key: string;
  readonly version: number;
  readonly state: PublicationState;
}

export class SqlSiteBook extends SiteBook {
  constructor(
    private readonly pool: pg.Pool,
    private readonly siteNo: number,
  ) {
    super();
  }

  async buckets(): Promise<ReadonlyMap<string, BucketDigest>> {
    const { rows } = await this.pool.query<BucketDigest>(buckets, [this.siteNo]);
    return new Map(rows.map((row) => [row.bucket, row]));
  }

  async recordsIn(names: readonly string[]): Promise<readonly Expected[]> {
    const { rows } = await this.pool.query<ExpectedRow>(recordsIn, [this.siteNo, names]);
    return rows.map(({ id, record_key, version, state }) => ({ changeId: Number(id), recordKey: record_key, version, state }));
  }

  async lost(changeIds: readonly number[]): Promise<number> {
    if (changeIds.length === 0) return 0;
    return (await this.pool.query(lost, [this.siteNo, numberArray(changeIds)])).rowCount ?? 0;
  }

  knownVersions(pairs: readonly { recordKey: string; version: number }[]): Promise<ReadonlySet<string>> {
    return knownVersions(this.pool, pairs);
  }
}

/** Of every record the newest version the site has applied. What it has not applied yet is the business of its lane. */
const held = `
  select distinct on (c.record_key) c.id, c.record_key, c.version, c.state,
    substr(encode(sha256(convert_to(c.record_key, 'UTF8')), 'hex'), 1, 3) as bucket
  from effect e join change c on c.id = e.change_id
  where e.site_no = $1 and e.applied_at is not null
  order by c.record_key, c.version desc`;

const buckets = `
  select bucket, count(*)::int as records, lpad(to_hex(bit_xor(
    ('x' || substr(encode(sha256(convert_to(record_key || E'\\n' || version || E'\\n' || state, 'UTF8')), 'hex'), 1, 16))::bit(64)::bigint
  )), 16, '0') as digest
  from (${held}) held group by bucket`;

const recordsIn = `select id, record_key, version, state from (${held}) held where bucket = any($2::text[]) order by id`;

/** Only what was confirmed and is at rest, and only while no newer version is under way or there. */
const lost = `
  update effect e set state = 'due', next_attempt_at = now(), attempts = 0, read_backs = 0, code = 'LOST_BY_SITE',
    note = 'the site held it and does not any more'
  from change c
  where e.site_no = $1 and e.change_id = any($2::bigint[]) and e.state = 'verified' and e.next_attempt_at is null and c.id = e.change_id
    and not exists (select from change n where n.record_key = c.record_key and n.version > c.version and n.kind = c.kind)`;
