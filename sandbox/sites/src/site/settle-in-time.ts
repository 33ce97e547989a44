import type { CarryOut } from './exchange/carry-out.js';

const longestSleepMs = 60_000;

/**
 * Accepted changes come due without anybody asking. Every request settles what is due first, so nobody ever sees an overdue one,
 * and again after accepting more; a timer does the same when nobody asks.
 */
export function settleInTime(carryOut: CarryOut, now: () => number): { settle: (nowMs: number) => void; stop: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const settle = (nowMs: number): void => {
    const nextDueAtMs = carryOut.settleDue(nowMs);
    clearTimeout(timer);
    if (nextDueAtMs === undefined) return;
    const sleepMs = Math.min(Math.max(nextDueAtMs - nowMs, 1), longestSleepMs);
    timer = setTimeout(() => settle(now()), sleepMs).unref();
  };
  settle(now());
  return { settle, stop: () => clearTimeout(timer) };
}
