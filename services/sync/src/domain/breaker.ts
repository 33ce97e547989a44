/** Whether a lane trusts its site. A government site is never given up: an open breaker goes on probing. */
export type BreakerState = 'closed' | 'open' | 'half-open';

export interface Breaker {
  readonly state: BreakerState;
  readonly failures: number;
  /** Milliseconds since the epoch: nothing is sent before. */
  readonly resumeAtMs: number;
}

/** A single failure says little, three in a row say the site is down. */
export const failuresToOpen = 3;
const pauseMaxMs = 30_000;
/** A site that takes no connection is bothered by nothing, so it is looked at more often. */
const unreachablePauseMaxMs = 5_000;
/** When work is due within this time, probes come at least every `urgentPauseMaxMs`. */
export const urgentWithinMs = 30 * 60_000;
const urgentPauseMaxMs = 2_000;
/** Longer than this a Retry-After is not believed: a probe costs the site nothing. */
const retryAfterMaxMs = 10 * 60_000;

export const closedBreaker: Breaker = { state: 'closed', failures: 0, resumeAtMs: 0 };

export interface Failure {
  readonly nowMs: number;
  readonly retryAfterMs?: number | undefined;
  /** No connection came about. */
  readonly unreachable?: boolean | undefined;
  /** Until the earliest due time of what waits. */
  readonly leftMs?: number | undefined;
}

export function failed(breaker: Breaker, { nowMs, retryAfterMs, leftMs, unreachable }: Failure): Breaker {
  const failures = breaker.failures + 1;
  const pauseMs = retryAfterMs === undefined ? probePauseMs(failures, leftMs, unreachable) : Math.min(retryAfterMs, retryAfterMaxMs);
  return { state: failures >= failuresToOpen ? 'open' : 'closed', failures, resumeAtMs: nowMs + pauseMs };
}

export const probing = (breaker: Breaker): Breaker => (breaker.state === 'open' ? { ...breaker, state: 'half-open' } : breaker);

export function probePauseMs(failures: number, leftMs?: number, unreachable = false): number {
  const grown = Math.min(100 * 2 ** Math.min(failures, 12), unreachable ? unreachablePauseMaxMs : pauseMaxMs);
  return leftMs !== undefined && leftMs < urgentWithinMs ? Math.min(grown, urgentPauseMaxMs) : grown;
}

/** A probe is small: a site that comes back is not met with everything that has gathered. */
export const probeSizeMax = 20;
