import type pg from 'pg';
import type { Dispatch } from '../../app/dispatch.js';
import { LaneLedger, type LaneState, type OpenEffect } from '../../app/lane-ledger.js';
import type { Breaker, BreakerState } from '../../domain/breaker.js';
import type { Change, Settled } from '../../domain/effect.js';
import { noTally, talliedStates, type EffectTally } from '../metrics/effect-tally.js';
import { numberArray, textArray } from './arrays.js';
import { changeColumns, changeOf, type ChangeRow } from './change-row.js';
import * as sql from './lane.sql.js';

/** Any constant will do, as long as nothing else in the database uses it as the first half of an advisory lock. */
const laneLock = 7_243_002;

/**
 * The lane is owned by a session lock on the very connection that writes the ledger: an instance that loses the connection loses the
 * lane and the ability to write in the same moment, and one that is killed leaves the lane free at once.
 *
 * The connections of lanes do not wait for the disk (`synchronous_commit = off`). A crash of this process loses nothing by that. A crash of the
 * database server may lose the last fraction of a second of it: then the same changes are sent again, the site answers "repeated"
 * with the receipt it gave before, and the ledger is as it was. Whoever builds on an effect commits durably afterwards, and a durable
 * commit takes all earlier ones along.
 */
export class SqlLaneLedger extends LaneLedger {
  private client: pg.PoolClient | undefined;
  private broken = false;

  constructor(
    private readonly pool: pg.Pool,
    private readonly siteNo: number,
    private readonly tally: EffectTally = noTally,
  ) {
    super();
  }

  async open(): Promise<LaneState | undefined> {
    const client = await this.pool.connect();
    this.client = client;
    this.broken = false;
    client.on('error', this.noteBroken);
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1, $2) as mine', [laneLock, this.siteNo]);
    if (rows[0]?.mine !== true) {
      client.removeListener('error', this.noteBroken);
      client.release();
      this.client = undefined;
      return undefined;
    }
    return this.state(client);
  }

  async noteDispatch({ batchId, sentAtMs, through, changes, aside }: Dispatch): Promise<void> {
    const ids = numberArray(changes.map(({ id }) => id));
    await this.run('note-dispatch', sql.noteDispatch, [this.siteNo, batchId, seconds(sentAtMs), through, ids, JSON.stringify(aside)]);
  }

  async settle(dispatch: Dispatch, settled: readonly Settled[], acknowledgedAtMs: number): Promise<void> {
    const { batchId, sentAtMs, through } = dispatch;
    const head = [
      this.siteNo,
      batchId,
      through,
      seconds(sentAtMs),
      acknowledgedAtMs / 1_000,
      numberArray(settled.map((one) => one.changeId)),
    ];
    const receipts = [textArray(settled.map((one) => one.receiptNo)), textArray(settled.map((one) => one.appliedAt))];
    if (settled.every(({ state }) => state === 'applied')) {
      await this.run('settle-applied', sql.settleApplied, [...head, ...receipts]);
      this.tally.reached('applied', settled.length);
      return;
    }
    await this.run('settle', sql.settle, [
      ...head,
      ...receipts,
      textArray(settled.map(({ state }) => state)),
      textArray(settled.map(({ code }) => code)),
      textArray(settled.map(({ note }) => note)),
      textArray(settled.map(nextAttempt)),
      textArray(settled.map(({ unsent }) => String(unsent !== true))),
    ]);
    // Asking after what was accepted is no dispatch: still accepted is not accepted once more.
    const tallied = talliedStates.filter((state) => state !== 'accepted' || sentAtMs !== undefined);
    for (const state of tallied) this.tally.reached(state, settled.filter((one) => one.state === state).length);
  }

  async forget({ batchId }: Dispatch): Promise<void> {
    await this.run('forget-dispatch', sql.forgetDispatch, [this.siteNo, batchId]);
  }

  async openEffects(nowMs: number, limit: number): Promise<readonly OpenEffect[]> {
    const rows = await this.rows<ChangeRow & { effect_state: 'due' | 'accepted'; attempts: number }>('open-effects', sql.openEffects, [
      this.siteNo,
      nowMs / 1_000,
      limit,
    ]);
    return rows.map((row) => ({ change: changeOf(row), state: row.effect_state, attempts: row.attempts }));
  }

  async openness(): Promise<{ nextAtMs: number | undefined; count: number }> {
    const [row] = await this.rows<{ next: Date | null; count: number }>('openness', sql.openness, [this.siteNo]);
    return { nextAtMs: row?.next?.getTime(), count: row?.count ?? 0 };
  }

  async supersedeOlder(changes: readonly Change[], nowMs: number): Promise<readonly string[]> {
    const rows = await this.rows<{ record_key: string; late: boolean }>('supersede-older', sql.supersedeOlder, [
      this.siteNo,
      numberArray(changes.map(({ id }) => id)),
      nowMs / 1_000,
    ]);
    this.tally.reached('superseded', rows.length);
    this.tally.breached(rows.filter(({ late }) => late).length);
    return rows.map(({ record_key }) => record_key);
  }

  async newestVersions(recordKeys: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await this.rows<{ record_key: string; version: number }>('newest-versions', sql.newestVersions, [textArray(recordKeys)]);
    return new Map(rows.map(({ record_key, version }) => [record_key, version]));
  }

  async noteLate(changeIds: readonly number[], nowMs: number): Promise<void> {
    const noted = await this.rows<object>('note-late', sql.noteLate, [this.siteNo, numberArray(changeIds), nowMs / 1_000]);
    this.tally.breached(noted.length);
  }

  async saveBreaker({ state, failures, resumeAtMs }: Breaker, lastError: string | undefined): Promise<void> {
    await this.run('save-breaker', sql.saveBreaker, [this.siteNo, state, failures, resumeAtMs / 1_000, lastError?.slice(0, 500) ?? null]);
  }

  /** A connection goes back only when it is known to hold no lock any more; otherwise it is closed, which frees the lane. */
  async close(): Promise<void> {
    const { client } = this;
    this.client = undefined;
    if (client === undefined) return;
    client.removeListener('error', this.noteBroken);
    client.release(true);
  }

  private readonly noteBroken = (): void => {
    this.broken = true;
  };

  private async state(client: pg.PoolClient): Promise<LaneState> {
    const { rows } = await client.query<LaneRow>(sql.laneState, [this.siteNo]);
    const [lane] = rows;
    if (lane === undefined) throw new Error(`site ${this.siteNo} has no lane`);
    const owed = await client.query<{ record_key: string }>(sql.owed, [this.siteNo]);
    const unknown = await client.query<DispatchRow>(sql.dispatches, [this.siteNo]);
    const dispatches: Dispatch[] = [];
    for (const row of unknown.rows) {
      const changes = await client.query<ChangeRow>(`select ${changeColumns} from change c where id = any($1::bigint[]) order by id`, [
        row.change_ids,
      ]);
      dispatches.push({
        batchId: row.batch_id,
        sentAtMs: row.sent_at.getTime(),
        through: row.through,
        changes: changes.rows.map(changeOf),
        aside: JSON.parse(row.aside) as Settled[],
      });
    }
    return {
      sentThrough: lane.sent_through,
      breaker: { state: lane.breaker, failures: lane.failures, resumeAtMs: lane.resume_at?.getTime() ?? 0 },
      unknown: dispatches,
      owed: owed.rows.map(({ record_key }) => record_key),
    };
  }

  private async run(name: string, text: string, values: unknown[]): Promise<void> {
    await this.rows(name, text, values);
  }

  private async rows<Row extends object>(name: string, text: string, values: unknown[]): Promise<Row[]> {
    if (this.client === undefined || this.broken) throw new Error('the connection that owns the lane is gone');
    const { rows } = await this.client.query<Row>({ name, text, values });
    return rows;
  }
}

interface LaneRow {
  readonly sent_through: number;
  readonly breaker: BreakerState;
  readonly failures: number;
  readonly resume_at: Date | null;
}

interface DispatchRow {
  readonly batch_id: string;
  readonly sent_at: Date;
  readonly through: number;
  readonly change_ids: string[];
  readonly aside: string;
}

const seconds = (ms: number | undefined): number | null => (ms === undefined ? null : ms / 1_000);

const nextAttempt = ({ state, againAtMs }: Settled): string | undefined => {
  if (state === 'parked') return 'infinity';
  return againAtMs === undefined ? undefined : new Date(againAtMs).toISOString();
};
