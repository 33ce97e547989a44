import { expect, test } from '@jest/globals';
import { closedBreaker, failed, failuresToOpen, probePauseMs, probing, type Breaker } from './breaker.js';

const nowMs = 1_000_000;
const after = (failures: number, leftMs?: number): Breaker =>
  Array.from({ length: failures }).reduce<Breaker>((breaker) => failed(probing(breaker), { nowMs, leftMs }), closedBreaker);

test.each([
  [1, 'closed', 200],
  [2, 'closed', 400],
  [failuresToOpen, 'open', 800],
  [6, 'open', 6_400],
  [50, 'open', 30_000],
] as const)('after %d failures in a row the breaker is %s and pauses %d ms', (failures, state, pauseMs) => {
  expect(after(failures)).toEqual({ state, failures, resumeAtMs: nowMs + pauseMs });
});

test('an open breaker goes on probing and is open again when the probe fails', () => {
  const probe = probing(after(5));
  expect(probe.state).toBe('half-open');
  expect(failed(probe, { nowMs }).state).toBe('open');
});

test('probing a closed breaker changes nothing', () => {
  expect(probing(after(1))).toEqual(after(1));
});

test.each([
  ['work is due within half an hour', 29 * 60_000, false, 2_000],
  ['work is late', -1, false, 2_000],
  ['work is due in hours', 3 * 3_600_000, false, 30_000],
  ['nothing has a due time', undefined, false, 30_000],
  ['no connection comes about', undefined, true, 5_000],
] as const)('a site that has been down for long is probed in time when %s', (_case, leftMs, unreachable, pauseMs) => {
  expect(probePauseMs(40, leftMs, unreachable)).toBe(pauseMs);
});

test.each([
  [0, 0],
  [7_000, 7_000],
  [86_400_000, 600_000],
])('a site that asks for %d ms gets %d ms', (retryAfterMs, pauseMs) => {
  expect(failed(closedBreaker, { nowMs, retryAfterMs }).resumeAtMs).toBe(nowMs + pauseMs);
});
