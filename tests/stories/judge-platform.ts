import { awaitSites, judgeSite, readSite, type Platform } from '@tongxiu/demo';
import type { Asked } from './persistent-clients.js';

export interface Verdict {
  readonly lost: string[];
  readonly doubled: string[];
  readonly outOfOrder: string[];
  readonly late: string[];
  readonly phantom: string[];
}

export const nothingWrong: Verdict = { lost: [], doubled: [], outOfOrder: [], late: [], phantom: [] };

/** Waits until every site shows as many records as it should, then holds every site's own word against what was acknowledged. */
export async function judgePlatform(platform: Platform, asked: Asked): Promise<Verdict> {
  const steps = [...asked.values()];
  const shown = steps.filter((ofRecord) => ofRecord.at(-1)?.state === 'shown').length;
  await awaitSites(platform, new Map(), { shown, changes: steps.length }, () => undefined);
  const expectations = new Map([...asked].map(([recordKey, ofRecord]) => [recordKey, { recordKey, steps: ofRecord }]));
  const verdict: Verdict = { lost: [], doubled: [], outOfOrder: [], late: [], phantom: [] };
  for (const [site, url] of Object.entries(platform.urls.sites)) {
    const findings = judgeSite(expectations, await readSite(url));
    for (const name of Object.keys(verdict) as (keyof Verdict)[]) verdict[name].push(...findings[name].map((what) => `${site}: ${what}`));
  }
  return verdict;
}
