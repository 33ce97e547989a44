import type { Composition } from '../domain/compose.js';
import type { Change, Settled } from '../domain/effect.js';

/** What was on its way to a site, written down before it was sent. One that is found later has an unknown outcome. */
export interface Dispatch {
  readonly batchId: string;
  /** Milliseconds since the epoch; absent when the site was only asked. */
  readonly sentAtMs?: number | undefined;
  /** The lane's position once this dispatch is settled. */
  readonly through: number;
  readonly changes: readonly Change[];
  /** Settled without being sent: overtaken by a newer version, or held back. */
  readonly aside: readonly Settled[];
}

/** How long a newer version waits before it is looked at whether the older one has been carried out. */
const heldBackMs = 500;

export function dispatchOf({ send, overtaken, heldBack, through }: Composition, batchId: string, nowMs: number): Dispatch {
  const dropped = overtaken.map(({ id, dueAtMs }): Settled => ({
    changeId: id,
    state: 'superseded',
    note: 'a newer version is sent instead',
    unsent: true,
    dueAtMs,
  }));
  const waiting = heldBack.map(({ id }): Settled => ({
    changeId: id,
    state: 'due',
    note: 'waits for an older version the site has accepted',
    againAtMs: nowMs + heldBackMs,
    unsent: true,
  }));
  return { batchId, sentAtMs: nowMs, through, changes: send, aside: [...dropped, ...waiting] };
}
