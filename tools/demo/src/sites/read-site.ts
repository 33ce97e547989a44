import { sitePaths, type BulletinPage, type PublicRecords, type PublicSummary } from '@tongxiu/contracts';
import { request } from '@tongxiu/stack';
import type { SiteEvidence } from './expectation.js';

const pageSize = 5_000;

async function get<Answer>(url: URL): Promise<Answer> {
  const answer = await request('GET', url);
  if (!answer.ok) throw new Error(`GET ${url.href} answered ${answer.status}`);
  return (await answer.json()) as Answer;
}

/** What a site said before a run began, so that the run is judged by what came after. */
export interface Baseline {
  readonly changes: number;
  readonly lastNo: number;
  /** With the version shown. */
  readonly shown: ReadonlyMap<string, number>;
}

export async function baselineOf(baseUrl: string): Promise<Baseline> {
  // In this order: what goes meanwhile is then not taken for a record that went without a word.
  const bulletin = await readBulletin(baseUrl);
  return { changes: bulletin.length, lastNo: bulletin.at(-1)?.no ?? 0, shown: await readShown(baseUrl) };
}

/** Reads a site as anybody can: its bulletin and everything it shows. No token, no signature. */
export async function readSite(baseUrl: string, since?: Baseline): Promise<SiteEvidence> {
  const [bulletin, shown] = await Promise.all([readBulletin(baseUrl, since?.lastNo), readShown(baseUrl)]);
  const earlier = new Map([...(since?.shown ?? [])].map(([recordKey, before]) => [recordKey, { before, now: shown.get(recordKey) }]));
  for (const recordKey of earlier.keys()) shown.delete(recordKey);
  return { bulletin, shown, earlier };
}

export const readSummary = (baseUrl: string): Promise<PublicSummary> => get(new URL(sitePaths.publicSummary, baseUrl));

export async function readBulletin(baseUrl: string, from = 0): Promise<SiteEvidence['bulletin'][number][]> {
  const entries: SiteEvidence['bulletin'][number][] = [];
  for (let after: number | undefined = from; after !== undefined;) {
    const url = new URL(`${sitePaths.publicBulletin}?after=${after}&limit=${pageSize}`, baseUrl);
    const page: BulletinPage = await get<BulletinPage>(url);
    entries.push(...page.entries);
    after = page.next;
  }
  return entries;
}

async function readShown(baseUrl: string): Promise<Map<string, number>> {
  const shown = new Map<string, number>();
  for (let after: string | undefined = ''; after !== undefined;) {
    const url = new URL(sitePaths.publicRecords, baseUrl);
    url.searchParams.set('limit', '1000');
    if (after !== '') url.searchParams.set('after', after);
    const page: PublicRecords = await get<PublicRecords>(url);
    for (const record of page.records) shown.set(record.recordKey, record.version);
    after = page.next;
  }
  return shown;
}
