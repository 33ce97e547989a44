import { awaitSites, judgeSite, readSite, type Platform } from '@tongxiu/demo';
import { eventually } from '@tongxiu/testkit';
import type { Asked } from './persistent-clients.js';

export interface Verdict {
  readonly lost: string[];
  readonly doubled: string[];
  readonly outOfOrder: string[];
  readonly late: string[];
  readonly phantom: string[];
}

export const nothingWrong: Verdict = { lost: [], doubled: [], outOfOrder: [], late: [], phantom: [] };

/**
 * Waits until every site shows as many records as it should, then holds every site's own word against what was acknowledged. Sites that
 * are still moving may show the right number by chance, some too early and some too late: what is missing is lost once it stays missing.
 */
export async function judgePlatform(platform: Platform, asked: Asked): Promise<Verdict> {
  const steps = [...asked.values()];
  const shown = steps.filter((ofRecord) => ofRecord.at(-1)?.state === 'shown').length;
  await awaitSites(platform, new Map(), { shown, changes: steps.length }, () => undefined);
  const nothingLost = async (): Promise<Verdict | undefined> => {
    const verdict = await verdictOf(platform, asked);
    return verdict.lost.length === 0 ? verdict : undefined;
  };
  return eventually(nothingLost, { timeoutMs: 60_000, intervalMs: 250 }).catch(() => verdictOf(platform, asked));
}

async function verdictOf(platform: Platform, asked: Asked): Promise<Verdict> {
  const expectations = new Map([...asked].map(([recordKey, ofRecord]) => [recordKey, { recordKey, steps: ofRecord }]));
  const verdict: Verdict = { lost: [], doubled: [], outOfOrder: [], late: [], phantom: [] };
  for (const [site, url] of Object.entries(platform.urls.sites)) {
    const findings = judgeSite(expectations, await readSite(url));
    for (const name of Object.keys(verdict) as (keyof Verdict)[]) verdict[name].push(...findings[name].map((what) => `${site}: ${what}`));
  }
  return verdict;
}
