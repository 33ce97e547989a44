import { localDate } from '@tongxiu/working-days';
import { Random } from '../sample/random.js';
import { sampleRecords, type SampleRecord } from '../sample/records.js';
import type { Expectation, ExpectedStep } from '../sites/expectation.js';
import { baselineOf, type Baseline } from '../sites/read-site.js';
import { apply, type SampleCase } from './apply.js';
import { awaitSites, Stalled } from './await-sites.js';
import type { Platform } from './platform.js';
import { pushRecords, removalRow, type Acknowledged } from './push-records.js';
import { siteFigures, verifiedOf } from './site-figures.js';
import { acceptCases, approveCases, type Approved } from './review-cases.js';

/** Told as the job goes, so that a person sees it move. */
export interface Stages {
  begin(stage: { readonly zh: string; readonly en: string }, total: number): void;
  add(done: number): void;
  set(done: number): void;
  end(): void;
}

export interface MainJob {
  readonly expectations: ReadonlyMap<string, Expectation>;
  readonly approvals: readonly Approved[];
  readonly cases: readonly SampleCase[];
  readonly seconds: number;
  /** Where the sites were waited for in vain. */
  readonly stalled: readonly string[];
  /** What the sites said before, by site id. */
  readonly before: ReadonlyMap<string, Baseline>;
  readonly verifiedBefore: ReadonlyMap<string, number>;
}

/** Departments push, companies apply, departments review and approve, others are removed or listed again; every site follows. */
export async function runMainJob(platform: Platform, count: number, stages: Stages, signal?: AbortSignal): Promise<MainJob> {
  const before = new Map(
    await Promise.all(Object.entries(platform.urls.sites).map(async ([id, url]) => [id, await baselineOf(url)] as const)),
  );
  const verifiedBefore = verifiedOf(await siteFigures(platform));
  // A later run on kept data numbers its documents on, so that its records are new ones.
  const series = Math.max(...[...before.values()].map(({ changes }) => changes));
  const startedAt = performance.now();
  const today = localDate(new Date().toISOString());
  const records = sampleRecords(count, today, platform.organs, series);
  const { toRepair, toRemove, toListAgain } = share(records);
  const asked = new Map<string, ExpectedStep[]>(records.map(({ recordKey }) => [recordKey, []]));
  const stalled: string[] = [];
  const note = (state: ExpectedStep['state']) => (acknowledged: readonly Acknowledged[]) => {
    for (const { recordKey, acknowledgedAt } of acknowledged) asked.get(recordKey)?.push({ state, acknowledgedAt });
    stages.add(acknowledged.length);
  };

  stages.begin({ zh: '部门推送失信信息', en: 'Departments push records' }, count);
  await pushRecords(platform, records, ({ row }) => row, note('shown'));
  stages.end();
  stalled.push(...(await awaited({ platform, before, asked, stages, signal }, { zh: '各网站公示', en: 'Sites show them' })));

  stages.begin({ zh: '企业申请信用修复', en: 'Companies apply for repair' }, toRepair.length);
  const cases = await apply(platform, toRepair, (done) => stages.add(done));
  stages.end();
  stages.begin({ zh: '受理单位受理', en: 'Reviewers accept' }, cases.length);
  await acceptCases(platform, cases, (done) => stages.add(done));
  stages.end();
  stages.begin({ zh: '受理单位准予修复', en: 'Reviewers approve' }, cases.length);
  const approvals: Approved[] = [];
  await approveCases(platform, cases, (done) => {
    approvals.push(...done);
    note('withdrawn')(done.map(({ case: { record }, decidedAt }) => ({ recordKey: record.recordKey, acknowledgedAt: decidedAt })));
  });
  stages.end();

  stages.begin({ zh: '部门移出、再次列入', en: 'Departments remove, and list again' }, toRemove.length + toListAgain.length);
  await pushRecords(platform, toRemove, removalRow('已纠正违法行为并履行义务', today), note('removed'));
  await pushRecords(platform, toListAgain, ({ row }) => row, note('shown'));
  stages.end();
  stalled.push(...(await awaited({ platform, before, asked, stages, signal }, { zh: '各网站更新', en: 'Sites follow' })));

  const expectations = new Map([...asked].map(([recordKey, steps]) => [recordKey, { recordKey, steps }]));
  return { expectations, approvals, cases, seconds: (performance.now() - startedAt) / 1000, stalled, before, verifiedBefore };
}

/** About a third is repaired; of the lists' other entries some are removed by their organ, and some of those listed again. */
function share(records: readonly SampleRecord[]): Record<'toRepair' | 'toRemove' | 'toListAgain', SampleRecord[]> {
  const random = new Random(7);
  const drawn = records.map((record) => ({ record, lot: random.next() }));
  const toRepair = drawn.filter(({ record, lot }) => record.repairable && lot < 0.35).map(({ record }) => record);
  const removable = drawn.filter(({ record, lot }) => record.kind !== 'penalty' && lot >= 0.8);
  return {
    toRepair,
    toRemove: removable.map(({ record }) => record),
    toListAgain: removable.filter(({ lot }) => lot >= 0.9).map(({ record }) => record),
  };
}

interface Waiting {
  readonly platform: Platform;
  readonly before: ReadonlyMap<string, Baseline>;
  readonly asked: ReadonlyMap<string, readonly ExpectedStep[]>;
  readonly stages: Stages;
  readonly signal: AbortSignal | undefined;
}

/** Sites that stall do not end the job: what they then show is judged like everything else, and told. */
async function awaited(
  { platform, before, asked, stages, signal }: Waiting,
  title: { readonly zh: string; readonly en: string },
): Promise<string[]> {
  const steps = [...asked.values()];
  const shown = steps.filter((ofRecord) => ofRecord.at(-1)?.state === 'shown').length;
  // A record that was removed and listed again may reach a site as one change; every other step is one change of its own.
  const overtaken = steps.filter((ofRecord) => ofRecord.length === 3).length * 2;
  const changes = steps.reduce((sum, ofRecord) => sum + ofRecord.length, 0) - overtaken;
  stages.begin(title, changes);
  try {
    await awaitSites(platform, before, { shown, changes }, (slowest) => stages.set(Math.min(slowest, changes)), { signal });
    return [];
  } catch (error) {
    if (error instanceof Stalled) return [error.message];
    throw error;
  } finally {
    stages.end();
  }
}
