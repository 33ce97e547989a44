import type { CalendarEdition } from '@tongxiu/working-days';
import { dueOf, judgeSite } from './sites/expectation.js';
import { readSite, readSummary } from './sites/read-site.js';
import { calendarInUse } from './steps/calendar-in-use.js';
import type { Platform } from './steps/platform.js';
import { siteFigures, verifiedOf } from './steps/site-figures.js';
import type { MainJob } from './steps/main-job.js';

/** Not a number, which JSON writes as null, where nothing was measured. */
export interface Percentiles {
  readonly p50: number;
  readonly p99: number;
}

export interface SiteReport {
  readonly id: string;
  readonly tier: string;
  readonly expected: number;
  readonly shown: number;
  readonly applied: number;
  readonly verified: number;
  readonly approvedToAppliedMs: Percentiles;
}

export interface DemoReport {
  readonly bus: string;
  readonly records: number;
  readonly repairs: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly sites: readonly SiteReport[];
  readonly lost: number;
  readonly doubled: number;
  readonly outOfOrder: number;
  readonly late: number;
  /** Shown or changed without anybody having asked for it. */
  readonly phantom: number;
  /** Changes that could not be judged for lateness, as the calendar the platform counts by lacks these years. */
  readonly provisional: number;
  readonly missingYears: readonly number[];
  /** Where the sites were no longer moving and did not yet show what was asked for. */
  readonly stalled: readonly string[];
  /** The first few records of each finding, to start looking from. */
  readonly findings: Readonly<Record<string, readonly string[]>>;
  readonly urls: Platform['urls'];
}

export function percentiles(values: readonly number[]): Percentiles {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN) * 10) / 10;
  return { p50: at(0.5), p99: at(0.99) };
}

/**
 * Every figure is counted from the sites' own public answers. What was verified only `sync` can know; of its claim no more is told than
 * the site's own page bears out.
 */
export async function reportOf(platform: Platform, job: MainJob, bus: string): Promise<DemoReport> {
  const decidedAtMs = new Map(job.approvals.map(({ case: { record }, decidedAt }) => [record.recordKey, Date.parse(decidedAt)]));
  const verified = await verifiedOnceReadBack(platform);
  const calendar = await calendarInUse(platform);
  const total = {
    lost: [] as string[],
    doubled: [] as string[],
    outOfOrder: [] as string[],
    late: [] as string[],
    phantom: [] as string[],
  };
  let provisional = 0;
  const sites: SiteReport[] = [];
  for (const [id, url] of Object.entries(platform.urls.sites)) {
    const [summary, evidence] = await Promise.all([readSummary(url), readSite(url, job.before.get(id))]);
    const { expectedShown, borneOut, provisional: undated, ...findings } = judgeSite(job.expectations, evidence, calendar);
    for (const [name, records] of Object.entries(findings)) {
      total[name as keyof typeof total].push(...records.map((record) => `${id}: ${record}`));
    }
    provisional += undated.length;
    const latencies = evidence.bulletin
      .filter(({ recordKey, state }) => state === 'withdrawn' && decidedAtMs.has(recordKey))
      .map(({ recordKey, appliedAtMs }) => appliedAtMs - (decidedAtMs.get(recordKey) ?? Number.NaN));
    sites.push({
      id,
      tier: summary.tier,
      expected: expectedShown,
      shown: evidence.shown.size,
      applied: evidence.bulletin.length,
      verified: Math.min(borneOut, (verified.get(id) ?? 0) - (job.verifiedBefore.get(id) ?? 0)),
      approvedToAppliedMs: percentiles(latencies),
    });
  }
  const changes = sites.reduce((sum, { applied }) => sum + applied, 0);
  return {
    bus,
    records: job.expectations.size,
    repairs: job.approvals.length,
    seconds: Math.round(job.seconds * 10) / 10,
    perSecond: Math.round((changes / sites.length / job.seconds) * 10) / 10,
    sites,
    lost: total.lost.length,
    doubled: total.doubled.length,
    outOfOrder: total.outOfOrder.length,
    late: total.late.length,
    phantom: total.phantom.length,
    provisional,
    missingYears: missingYears(job, calendar),
    stalled: job.stalled,
    findings: Object.fromEntries(Object.entries(total).map(([name, records]) => [name, records.slice(0, 5)])),
    urls: platform.urls,
  };
}

function missingYears({ expectations }: MainJob, calendar: CalendarEdition): number[] {
  const years = [...expectations.values()].flatMap(({ steps }) => steps.flatMap((step) => dueOf(step, calendar).missingYears ?? []));
  return [...new Set(years)].sort((a, b) => a - b);
}

/** Reading back goes on for a moment after the last change; once it has not moved for ten seconds, what is verified is what is told. */
async function verifiedOnceReadBack(platform: Platform): Promise<Map<string, number>> {
  const open = ['due', 'sent', 'accepted', 'applied'] as const;
  let least = Number.POSITIVE_INFINITY;
  let givesUpAt = 0;
  for (;;) {
    const figures = await siteFigures(platform);
    const waiting = figures.reduce((sum, { states }) => sum + open.reduce((count, state) => count + (states[state] ?? 0), 0), 0);
    if (waiting < least) [least, givesUpAt] = [waiting, performance.now() + 10_000];
    if (waiting === 0 || performance.now() > givesUpAt) return verifiedOf(figures);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
