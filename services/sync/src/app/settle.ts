import type { Change, Settled } from '../domain/effect.js';
import { permanentCodes, type Verdict } from '../domain/read-receipts.js';
import { askAgainMs, retryPauseMs } from '../domain/retry-plan.js';

export interface Settling {
  readonly nowMs: number;
  /** How often this change was tried or asked about before. */
  readonly attempts: number;
  /** The highest version of the record the platform knows; only needed where the site says it is ahead. */
  readonly newestVersion?: number | undefined;
}

/** What a site said about a change, as the ledger keeps it. */
export function settledBy(change: Change, verdict: Verdict, { nowMs, attempts, newestVersion }: Settling): Settled {
  const changeId = change.id;
  const pauseMs = (): number => retryPauseMs(attempts + 1, change.dueAtMs === undefined ? undefined : change.dueAtMs - nowMs);
  switch (verdict.kind) {
    case 'applied':
      return { changeId, state: 'applied', receiptNo: verdict.receiptNo, appliedAt: instantOr(verdict.appliedAt, nowMs) };
    case 'accepted':
      return { changeId, state: 'accepted', receiptNo: verdict.receiptNo, againAtMs: nowMs + askAgainMs(attempts) };
    case 'missing':
      return { changeId, state: 'due', note: 'the site does not hold it', againAtMs: nowMs + (attempts === 0 ? 0 : pauseMs()) };
    case 'ahead':
      return newestVersion !== undefined && newestVersion > change.version
        ? { changeId, state: 'superseded', note: 'the site already holds a newer version' }
        : { changeId, state: 'parked', code: 'SITE_AHEAD', note: 'the site holds a higher version than was ever decided' };
    case 'rejected': {
      const { code } = verdict;
      const note = typeof verdict.message === 'string' ? verdict.message.slice(0, 500) : undefined;
      if (code !== undefined && permanentCodes.has(code)) return { changeId, state: 'parked', code, note };
      return { changeId, state: 'due', code, note, againAtMs: nowMs + pauseMs() };
    }
  }
}

/** Already as PostgreSQL and everybody else read it. */
const plainInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/u;

/** A site's clock is kept as it says, as long as it says an instant. */
function instantOr(text: string | undefined, fallbackMs: number): string {
  const ms = text === undefined ? Number.NaN : Date.parse(text);
  if (text !== undefined && !Number.isNaN(ms) && plainInstant.test(text)) return text;
  return new Date(Number.isNaN(ms) ? fallbackMs : ms).toISOString();
}
