import type { PublicationState } from '@tongxiu/contracts';
import type pg from 'pg';
import { ReadBackLedger, type Suspect } from '../../app/read-back.js';
import type { Expected } from '../../domain/judge-read-back.js';
import { noTally, type EffectTally } from '../metrics/effect-tally.js';
import { numberArray, textArray } from './arrays.js';
import { knownVersions } from './known-versions.js';

interface ExpectedRow {
  readonly id: number;
  readonly record_key: string;
  readonly version: number;
  readonly state: PublicationState;
  readonly read_backs: number;
}

/** Runs on connections that do not wait for the disk: a confirmation that is lost is asked for again. */
export class SqlReadBackLedger extends ReadBackLedger {
  constructor(
    private readonly pool: pg.Pool,
    private readonly siteNo: number,
    private readonly tally: EffectTally = noTally,
  ) {
    super();
  }

  async verifiedThrough(): Promise<number> {
    const [row] = await this.rows<{ verified_through: number }>(
      'verified-through',
      `select verified_through from read_back where site_no = $1`,
      [],
    );
    return row?.verified_through ?? 0;
  }

  async applied(after: number, through: number, limit: number): Promise<{ expected: readonly Expected[]; through: number }> {
    const rows = await this.rows<ExpectedRow>('applied', applied, [after, through, limit]);
    const expected = rows.map(expectedOf);
    return { expected, through: rows.length < limit ? through : (rows.at(-1)?.id ?? through) };
  }

  async confirm(after: number, through: number): Promise<void> {
    this.tally.reached('verified', await this.changed('confirm', confirm, [after, through]));
  }

  async suspect(suspects: readonly { changeId: number; againAtMs: number; first: boolean }[]): Promise<void> {
    if (suspects.length === 0) return;
    const again = suspects.map(({ againAtMs }) => new Date(againAtMs).toISOString());
    const first = suspects.filter((one) => one.first).length;
    await this.rows('suspect', suspect, [numberArray(suspects.map(({ changeId }) => changeId)), textArray(again), first]);
  }

  async suspects(nowMs: number, limit: number): Promise<readonly Suspect[]> {
    const rows = await this.rows<ExpectedRow>('suspects', suspects, [nowMs / 1_000, limit]);
    return rows.map((row) => ({ ...expectedOf(row), attempts: row.read_backs }));
  }

  async acquit(changeIds: readonly number[]): Promise<void> {
    if (changeIds.length > 0) this.tally.reached('verified', await this.changed('acquit', acquit, [numberArray(changeIds)]));
  }

  async condemn(changeIds: readonly number[], nowMs: number): Promise<void> {
    await this.rows('condemn', condemn, [numberArray(changeIds), nowMs / 1_000]);
  }

  async nextSuspectAtMs(): Promise<number | undefined> {
    const [row] = await this.rows<{ next: Date | null }>('next-suspect', nextSuspect, []);
    return row?.next?.getTime();
  }

  knownVersions(pairs: readonly { recordKey: string; version: number }[]): Promise<ReadonlySet<string>> {
    return knownVersions(this.pool, pairs);
  }

  private async rows<Row extends object>(name: string, text: string, values: unknown[]): Promise<Row[]> {
    return (await this.ask<Row>(name, text, values)).rows;
  }

  private async changed(name: string, text: string, values: unknown[]): Promise<number> {
    return (await this.ask<object>(name, text, values)).rowCount ?? 0;
  }

  private ask<Row extends object>(name: string, text: string, values: unknown[]): Promise<pg.QueryResult<Row>> {
    return this.pool.query<Row>({ name: `read-back-${name}`, text, values: [this.siteNo, ...values] });
  }
}

const expectedOf = ({ id, record_key, version, state }: ExpectedRow): Expected => ({ changeId: id, recordKey: record_key, version, state });

const applied = `
  select c.id, c.record_key, c.version, c.state, e.read_backs from effect e join change c on c.id = e.change_id
  where e.site_no = $1 and e.change_id > $2 and e.change_id <= $3 and e.state = 'applied' and e.next_attempt_at is null
  order by e.change_id limit $4`;

/** A range instead of a list of ids: one walk along the index, whatever the size. Suspects carry a next attempt and stay out. */
const confirm = `
  with moved as (update read_back set verified_through = $3 where site_no = $1 and verified_through < $3)
  update effect set state = 'verified', verified_at = now()
  where site_no = $1 and change_id > $2 and change_id <= $3 and state = 'applied' and next_attempt_at is null`;

const suspect = `
  with counted as (update read_back set differences = differences + $4 where site_no = $1 and $4 > 0)
  update effect e set next_attempt_at = doubted.again_at, read_backs = read_backs + 1
  from unnest($2::bigint[], $3::timestamptz[]) as doubted (change_id, again_at)
  where e.site_no = $1 and e.change_id = doubted.change_id and e.state = 'applied'`;

const suspects = `
  select c.id, c.record_key, c.version, c.state, e.read_backs from effect e join change c on c.id = e.change_id
  where e.site_no = $1 and e.next_attempt_at <= to_timestamp($2::float8) and e.state = 'applied'
  order by e.next_attempt_at limit $3`;

const acquit = `
  update effect set state = 'verified', verified_at = now(), next_attempt_at = null
  where site_no = $1 and change_id = any($2::bigint[]) and state = 'applied'`;

const condemn = `
  update effect set state = 'due', next_attempt_at = to_timestamp($3::float8), read_backs = 0, code = 'READ_BACK_DIFFERS',
    note = 'the public side of the site does not show what its receipt says'
  where site_no = $1 and change_id = any($2::bigint[]) and state = 'applied'`;

const nextSuspect = `
  select min(next_attempt_at) as next from effect where site_no = $1 and next_attempt_at is not null and state = 'applied'`;
