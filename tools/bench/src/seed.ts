import {
  acceptCases,
  apply,
  awaitSites,
  pushRecords,
  sampleRecords,
  type Expectation,
  type ExpectedStep,
  type Platform,
  type SampleCase,
  type Stages,
} from '@tongxiu/demo';
import { localDate } from '@tongxiu/working-days';

export interface Seeded {
  readonly cases: readonly SampleCase[];
  /** Steps may be added as repairs are approved. */
  readonly asked: ReadonlyMap<string, ExpectedStep[]>;
}

/** Brings so many cases to the point where only the approval is missing, through the same doors as everybody. Not timed. */
export async function seedCases(platform: Platform, wanted: number, stages: Stages, signal: AbortSignal): Promise<Seeded> {
  const today = localDate(new Date().toISOString());
  const records = sampleRecords(Math.ceil(wanted * 1.15) + 20, today, platform.organs)
    .filter(({ repairable }) => repairable)
    .slice(0, wanted);
  const asked = new Map<string, ExpectedStep[]>();
  stages.begin({ zh: '推送', en: 'push records' }, records.length);
  await pushRecords(
    platform,
    records,
    ({ row }) => row,
    (done) => {
      for (const { recordKey, acknowledgedAt } of done) asked.set(recordKey, [{ state: 'shown', acknowledgedAt }]);
      stages.add(done.length);
    },
  );
  stages.end();
  stages.begin({ zh: '公示', en: 'sites show them' }, records.length);
  await awaitSites(platform, new Map(), { shown: records.length, changes: records.length }, (slowest) => stages.set(slowest), { signal });
  stages.end();
  stages.begin({ zh: '申请', en: 'apply' }, records.length);
  const cases = await apply(platform, records, (done) => stages.add(done));
  stages.end();
  stages.begin({ zh: '受理', en: 'accept' }, cases.length);
  await acceptCases(platform, cases, (done) => stages.add(done));
  stages.end();
  return { cases, asked };
}

export const expectationsOf = (asked: ReadonlyMap<string, readonly ExpectedStep[]>): Map<string, Expectation> =>
  new Map([...asked].map(([recordKey, steps]) => [recordKey, { recordKey, steps }]));
