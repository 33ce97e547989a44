/** The first pause, doubled with each attempt. Half a second is longer than any hiccup of a healthy site, and nothing against a working day. */
const firstPauseMs = 500;
const pauseMaxMs = 5 * 60_000;
/** Once it is late, what counts is to be done soon, not to be polite. */
const latePauseMaxMs = 60_000;
/** However long the pauses have grown, this many attempts fit into the time that is left. */
const attemptsLeftMin = 8;

/** How long to wait before a change is tried again, planned backwards from its due time. */
export function retryPauseMs(attempts: number, leftMs: number | undefined): number {
  const grown = Math.min(firstPauseMs * 2 ** Math.min(Math.max(attempts - 1, 0), 20), pauseMaxMs);
  if (leftMs === undefined) return grown;
  if (leftMs <= 0) return Math.min(grown, latePauseMaxMs);
  return Math.max(firstPauseMs, Math.min(grown, leftMs / attemptsLeftMin));
}

/** How long until a site that accepted a change is asked whether it has carried it out. */
export const askAgainMs = (asked: number): number => Math.min(200 * 2 ** Math.min(asked, 10), 30_000);
