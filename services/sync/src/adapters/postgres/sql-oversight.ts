import type { Tier } from '@tongxiu/contracts';
import type pg from 'pg';
import { Oversight, type EffectFilter, type EffectView, type LaneView, type Retry, type SiteFigures } from '../../app/oversee.js';
import { effectStates, type EffectState } from '../../domain/effect.js';
import { effectState } from '../../domain/effect-state.js';
import * as sql from './oversight.sql.js';

interface LaneRow extends Pick<
  LaneView,
  'id' | 'tier' | 'name' | 'kinds' | 'configured' | 'breaker' | 'failures' | 'open' | 'parked' | 'breaches'
> {
  readonly resume_at: Date | null;
  readonly last_error: string | null;
  readonly last_error_at: Date | null;
  readonly due_at: Date | null;
  readonly received_at: Date | null;
  readonly unread: number;
  readonly differences: string;
}

interface EffectRow {
  readonly id: string;
  readonly record_key: string;
  readonly version: number;
  readonly due_at: Date | null;
  readonly stored: EffectState | null;
  readonly attempts: number | null;
  readonly next_attempt_at: Date | number | null;
  readonly receipt_no: string | null;
  readonly code: string | null;
  readonly note: string | null;
  readonly dispatched: boolean;
}

export class SqlOversight extends Oversight {
  constructor(private readonly pool: pg.Pool) {
    super();
  }

  async lanes(): Promise<readonly LaneView[]> {
    const { rows } = await this.pool.query<LaneRow>(sql.lanes);
    return rows.map(({ resume_at, last_error, last_error_at, due_at, received_at, unread, differences, ...lane }) => ({
      ...lane,
      resumeAt: resume_at?.toISOString() ?? null,
      lastError: last_error,
      lastErrorAt: last_error_at?.toISOString() ?? null,
      oldestDueAt: due_at?.toISOString() ?? null,
      oldestReceivedAt: received_at?.toISOString() ?? null,
      notYetReadBack: unread,
      readBackDifferences: Number(differences),
    }));
  }

  async effects({ site, state, after, limit }: EffectFilter): Promise<readonly EffectView[]> {
    const [text, values] = {
      due: [sql.dueEffectsOf, [site, after, limit]] as const,
      sent: [sql.sentEffectsOf, [site, after, limit]] as const,
      accepted: [sql.openEffectsOf, [site, after, state, limit]] as const,
      parked: [sql.openEffectsOf, [site, after, state, limit]] as const,
      applied: [sql.closedEffectsOf, [site, after, state, limit]] as const,
      verified: [sql.closedEffectsOf, [site, after, state, limit]] as const,
      superseded: [sql.closedEffectsOf, [site, after, state, limit]] as const,
    }[state];
    const { rows } = await this.pool.query<EffectRow>(text, [...values]);
    return rows.map(effectView);
  }

  async figures(last: number): Promise<readonly SiteFigures[]> {
    const counts = await this.pool.query<{ id: string; tier: Tier; state: EffectState; count: number; late: number }>(sql.stateCounts);
    const times = await this.pool.query<{ id: string; repairs: number; p50: string | null; p99: string | null }>(sql.repairTimes, [last]);
    return times.rows.map(({ id, repairs, p50, p99 }) => {
      const own = counts.rows.filter((row) => row.id === id);
      const countOf = (state: EffectState): number => own.filter((row) => row.state === state).reduce((sum, row) => sum + row.count, 0);
      return {
        site: id,
        tier: own[0]?.tier ?? 'city',
        states: Object.fromEntries(effectStates.map((state) => [state, countOf(state)])) as Record<EffectState, number>,
        late: own.reduce((sum, row) => sum + row.late, 0),
        approvedToAppliedMs: { p50: milliseconds(p50), p99: milliseconds(p99), repairs },
      };
    });
  }

  async retry(site: string, recordKey: string, version: number): Promise<Retry> {
    const { rows } = await this.pool.query<{ state: EffectState | null; taken: boolean }>(sql.retry, [site, recordKey, version]);
    const [row] = rows;
    if (row === undefined) return 'unknown';
    // Without a row it waits for its lane: waking the lane is all there is to do.
    return row.taken || row.state === null ? 'taken-up' : 'not-open';
  }
}

const milliseconds = (text: string | null): number | null => (text === null ? null : Math.round(Number(text)));

const effectView = (row: EffectRow): EffectView => ({
  changeId: Number(row.id),
  recordKey: row.record_key,
  version: row.version,
  state: effectState({ stored: row.stored, dispatched: row.dispatched, outdated: false }),
  attempts: row.attempts ?? 0,
  dueAt: row.due_at?.toISOString() ?? null,
  nextAttemptAt: row.next_attempt_at instanceof Date ? row.next_attempt_at.toISOString() : null,
  receiptNo: row.receipt_no,
  code: row.code,
  note: row.note,
});
