import type { Breaker } from '../domain/breaker.js';
import type { Change, EffectState, Settled } from '../domain/effect.js';
import type { Dispatch } from './dispatch.js';

/** An effect the lane has passed but not finished: to be tried again, or accepted by the site and not yet carried out. */
export interface OpenEffect {
  readonly change: Change;
  readonly state: Extract<EffectState, 'due' | 'accepted'>;
  readonly attempts: number;
}

export interface LaneState {
  readonly sentThrough: number;
  readonly breaker: Breaker;
  readonly unknown: readonly Dispatch[];
  /** Record keys of accepted effects. */
  readonly owed: readonly string[];
}

/**
 * The ledger of one lane, held by one instance at a time: whoever holds it owns the lane, and whoever loses it cannot write any more.
 */
export abstract class LaneLedger {
  /** Nothing when another instance owns the lane. */
  abstract open(): Promise<LaneState | undefined>;
  abstract noteDispatch(dispatch: Dispatch): Promise<void>;
  /** Stores what became of a dispatch, forgets the dispatch and moves the lane on, in one statement. */
  abstract settle(dispatch: Dispatch, settled: readonly Settled[], acknowledgedAtMs: number): Promise<void>;
  /** Nothing of it was carried out. */
  abstract forget(dispatch: Dispatch): Promise<void>;
  /** Open effects whose time has come, oldest change first. */
  abstract openEffects(nowMs: number, limit: number): Promise<readonly OpenEffect[]>;
  /** When the next open effect wants attention, and how many open or parked there are. */
  abstract openness(): Promise<{ readonly nextAtMs: number | undefined; readonly count: number }>;
  /** Older versions that were still open or parked, now that newer ones are at the site; answers the keys no longer owed. */
  abstract supersedeOlder(changes: readonly Change[], nowMs: number): Promise<readonly string[]>;
  /** The highest version known of each record. */
  abstract newestVersions(recordKeys: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** The due time of these passed before they were applied. */
  abstract noteLate(changeIds: readonly number[], nowMs: number): Promise<void>;
  abstract saveBreaker(breaker: Breaker, lastError: string | undefined): Promise<void>;
  abstract close(): Promise<void>;
}
