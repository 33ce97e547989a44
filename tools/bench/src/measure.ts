import {
  call,
  chunks,
  inParallel,
  percentiles,
  readBulletin,
  readSummary,
  reviewerOf,
  type Percentiles,
  type Platform,
  type SampleCase,
} from '@tongxiu/demo';
import { openLoop } from './open-loop.js';

const approval = {
  decision: 'approve',
  findings: { corrected: true, obligationsPerformed: true, commitmentPublishable: true, untrue: false },
};

export interface Throughput {
  readonly repairs: number;
  readonly seconds: number;
  readonly repairsPerSecond: number;
  readonly siteUpdatesPerSecond: number;
}

interface Lanes {
  readonly sites: readonly { readonly open: number; readonly notYetReadBack: number }[];
}

/** Cheap to ask while it runs: how many changes the slowest site has made, by its own word. */
const changesOfSlowestSite = async (platform: Platform): Promise<number> =>
  Math.min(...(await Promise.all(Object.values(platform.urls.sites).map(readSummary))).map(({ changes }) => changes));

async function everythingReadBack(platform: Platform): Promise<boolean> {
  const { sites } = await call<Lanes>('GET', `${platform.urls.sync}/sites`, await platform.token('operator'));
  return sites.every(({ open, notYetReadBack }) => open + notYetReadBack === 0);
}

/** From the first approval handed in to the last repair read back from all sites: approvals come as fast as they are taken. */
export async function measureThroughput(
  platform: Platform,
  cases: readonly SampleCase[],
  progress: (done: number) => void,
): Promise<Throughput> {
  const before = await changesOfSlowestSite(platform);
  const groups = [...Map.groupBy(cases, (each) => reviewerOf(platform, each)).entries()];
  const parts = groups.flatMap(([organ, ofOrgan]) => [...chunks(ofOrgan, 500)].map((part) => ({ organ, part })));
  const startedAt = performance.now();
  const approving = inParallel(parts, 3, async ({ organ, part }) => {
    const decisions = part.map(({ caseId }) => ({ caseId, ...approval }));
    const token = await platform.token('reviewer', organ);
    const { results } = await call<{ results: { stage?: string }[] }>('POST', `${platform.urls.review}/reviews/decisions`, token, {
      decisions,
    });
    if (results.some(({ stage }) => stage !== 'approved')) throw new Error('a repair of the bench was not approved');
  });
  for (let applied = 0; applied < cases.length || !(await everythingReadBack(platform));) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    applied = (await changesOfSlowestSite(platform)) - before;
    progress(Math.min(applied, cases.length));
  }
  const seconds = (performance.now() - startedAt) / 1000;
  await approving;
  const sites = Object.keys(platform.urls.sites).length;
  return {
    repairs: cases.length,
    seconds,
    repairsPerSecond: Math.round(cases.length / seconds),
    siteUpdatesPerSecond: Math.round((cases.length * sites) / seconds),
  };
}

export interface Latency extends Percentiles {
  readonly sent: number;
}

export interface MeasuredLatency {
  readonly latency: Latency;
  readonly scheduledAtMs: ReadonlyMap<string, number>;
  readonly appliedAtMs: ReadonlyMap<string, number>;
}

/** One approval per request, sent on schedule; until the last of the sites says it made the change, by its own clock on this machine. */
export async function measureLatency(platform: Platform, cases: readonly SampleCase[], perSecond: number): Promise<MeasuredLatency> {
  const tokens = new Map<string, string>();
  for (const each of cases) {
    const organ = reviewerOf(platform, each);
    if (!tokens.has(organ.code)) tokens.set(organ.code, await platform.token('reviewer', organ));
  }
  const scheduled = await openLoop(cases.length, perSecond, async (index) => {
    const each = cases[index];
    if (each === undefined) return;
    await call(
      'POST',
      `${platform.urls.review}/reviews/${each.caseId}/decision`,
      tokens.get(reviewerOf(platform, each).code) ?? '',
      approval,
    );
  });
  const scheduledAtMs = new Map(cases.map(({ record }, index) => [record.recordKey, scheduled[index] ?? Number.NaN]));
  const appliedAtMs = await lastApplied(platform, new Set(scheduledAtMs.keys()));
  const spent = [...scheduledAtMs].map(([key, at]) => (appliedAtMs.get(key) ?? Number.POSITIVE_INFINITY) - at);
  return { latency: { ...percentiles(spent), sent: cases.length }, scheduledAtMs, appliedAtMs };
}

/** When the last site applied each repair, from the sites' bulletins; asks again until every site has made every change. */
async function lastApplied(platform: Platform, keys: ReadonlySet<string>): Promise<Map<string, number>> {
  const givesUpAt = performance.now() + 60_000;
  for (;;) {
    const last = new Map<string, number>();
    const times = new Map<string, number>();
    for (const url of Object.values(platform.urls.sites)) {
      for (const { recordKey, state, appliedAtMs } of await readBulletin(url)) {
        if (state !== 'withdrawn' || !keys.has(recordKey)) continue;
        last.set(recordKey, Math.max(last.get(recordKey) ?? 0, appliedAtMs));
        times.set(recordKey, (times.get(recordKey) ?? 0) + 1);
      }
    }
    const sites = Object.keys(platform.urls.sites).length;
    if ([...keys].every((key) => (times.get(key) ?? 0) >= sites)) return last;
    if (performance.now() > givesUpAt) throw new Error('not every repair reached every site within a minute');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
