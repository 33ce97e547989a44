import type { EffectState } from './effect.js';

/** What the tables know of a change on a site, before it has or after it got a row of its own. */
export interface Traces {
  readonly stored: EffectState | null;
  readonly dispatched: boolean;
  readonly outdated: boolean;
}

/** A change without a row lies after the lane's position: due, unless it is on its way at the moment. */
export function effectState({ stored, dispatched, outdated }: Traces): EffectState {
  if (dispatched && stored !== 'applied' && stored !== 'verified') return 'sent';
  return stored ?? (outdated ? 'superseded' : 'due');
}

export interface CountedAgain {
  readonly atMs: number;
  /** Null where the calendar lacked the year. */
  readonly dueBeforeMs: number | null;
}

/** What a site had dealt with before a due time was counted again is judged by the one it had then; if it had none, by the first. */
export function dueTimeFor(
  dueAtMs: number | undefined,
  recounts: readonly CountedAgain[],
  dealtWithAtMs: number | undefined,
): number | undefined {
  if (dealtWithAtMs === undefined) return dueAtMs;
  const since = recounts.find(({ atMs, dueBeforeMs }) => dueBeforeMs !== null && dealtWithAtMs < atMs);
  return since?.dueBeforeMs ?? dueAtMs;
}

export interface Clocked {
  readonly dueAtMs: number | undefined;
  readonly appliedAtMs: number | undefined;
  readonly state: EffectState;
}

/** The promise is kept at `applied`; what was superseded is nobody's delay. */
export function isLate({ dueAtMs, appliedAtMs, state }: Clocked, nowMs: number): boolean {
  if (dueAtMs === undefined || state === 'superseded') return false;
  return (appliedAtMs ?? nowMs) >= dueAtMs;
}
