import { readSummary, type Baseline } from '../sites/read-site.js';
import type { Platform } from './platform.js';

export interface Awaited {
  readonly shown: number;
  /** Fewest changes any version history may have; versions overtaken before delivery are not made. */
  readonly changes: number;
}

/** Asks every site what it shows until all show what is awaited; gives up when nothing has moved for a minute. */
export async function awaitSites(
  platform: Platform,
  before: ReadonlyMap<string, Baseline>,
  awaited: Awaited,
  progress: (slowest: number) => void,
): Promise<void> {
  const stillMovingMs = 60_000;
  let best = -1;
  let movedAt = Date.now();
  for (;;) {
    const summaries = await Promise.all(Object.entries(platform.urls.sites).map(([id, url]) => summarySince(url, before.get(id))));
    const slowest = Math.min(...summaries.map(({ changes }) => changes));
    if (slowest > best) [best, movedAt] = [slowest, Date.now()];
    progress(slowest);
    if (summaries.every(({ shown, changes }) => shown === awaited.shown && changes >= awaited.changes)) return;
    if (Date.now() - movedAt > stillMovingMs) {
      const found = summaries.map(({ site, shown, changes }) => `${site} shows ${shown} after ${changes} changes`).join(', ');
      throw new Error(`the sites stopped moving before they showed ${awaited.shown} records: ${found}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}

async function summarySince(url: string, before: Baseline | undefined): Promise<{ site: string; shown: number; changes: number }> {
  const { site, shown, changes } = await readSummary(url);
  return { site, shown: shown - (before?.shown.size ?? 0), changes: changes - (before?.changes ?? 0) };
}
