import { readSummary, type Baseline } from '../sites/read-site.js';
import type { Platform } from './platform.js';

export interface Awaited {
  readonly shown: number;
  /** Fewest changes any version history may have; versions overtaken before delivery are not made. */
  readonly changes: number;
}

/** The sites no longer move, and do not show what is awaited. */
export class Stalled extends Error {}

/** Asks every site until all show what is awaited; gives up when nothing has moved for a minute. A site may be down for a while. */
export async function awaitSites(
  platform: Platform,
  before: ReadonlyMap<string, Baseline>,
  awaited: Awaited,
  progress: (slowest: number) => void,
  { stillMovingMs = 60_000, signal }: { readonly stillMovingMs?: number; readonly signal?: AbortSignal | undefined } = {},
): Promise<void> {
  let best = -1;
  let movedAt = performance.now();
  for (;;) {
    signal?.throwIfAborted();
    const summaries = await Promise.all(Object.entries(platform.urls.sites).map(([id, url]) => summarySince(id, url, before.get(id))));
    const slowest = Math.min(...summaries.map(({ changes }) => changes));
    if (slowest > best) [best, movedAt] = [slowest, performance.now()];
    if (summaries.every(({ error }) => error === undefined)) progress(slowest);
    if (summaries.every(({ shown, changes }) => shown === awaited.shown && changes >= awaited.changes)) return;
    if (performance.now() - movedAt > stillMovingMs) {
      const found = summaries
        .map(({ site, shown, changes, error }) => error ?? `${site} shows ${shown} after ${changes} changes`)
        .join(', ');
      throw new Stalled(`the sites stopped moving before they showed ${awaited.shown} records: ${found}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}

interface Since {
  readonly site: string;
  readonly shown: number;
  readonly changes: number;
  readonly error?: string;
}

async function summarySince(site: string, url: string, before: Baseline | undefined): Promise<Since> {
  try {
    const { shown, changes } = await readSummary(url);
    return { site, shown: shown - (before?.shown.size ?? 0), changes: changes - (before?.changes ?? 0) };
  } catch (cause) {
    return {
      site,
      shown: Number.NaN,
      changes: 0,
      error: `${site} does not answer (${cause instanceof Error ? cause.message : String(cause)})`,
    };
  }
}
