import { sitePaths } from '@tongxiu/contracts/site';
import type { BulletinPage, PublicSummary } from '@tongxiu/contracts';
import { json, jsonText, refusal, type Answer, type Asked, type Route } from '../http/answer.js';
import { readRecordKeys } from '../http/read-json.js';
import { receiptNumber } from '../ledger/receipt-number.js';
import type { SiteProfile } from '../profile.js';
import { allKinds } from '../words.js';
import type { PublicReads, Seen } from './public-reads.js';
import type { PublicView } from './public-view.js';

const bulletinMax = 10_000;
const recordsMax = 1_000;

/** What anybody may read as JSON, without signature. */
export class PublicDoor {
  readonly routes: Readonly<Record<string, Route>> = {
    [`POST ${sitePaths.publicLookup}`]: (asked) => this.lookup(asked),
    [`GET ${sitePaths.publicRecords}`]: (asked) => this.records(asked),
    [`GET ${sitePaths.publicSummary}`]: (asked) => this.summary(asked),
    [`GET ${sitePaths.publicBulletin}`]: (asked) => this.bulletin(asked),
  };

  constructor(
    private readonly profile: SiteProfile,
    private readonly view: PublicView,
  ) {}

  private lookup(asked: Asked): Answer {
    const reading = readRecordKeys(asked.body);
    if ('refused' in reading) return reading.refused;
    const reads = this.view.at(asked.nowMs);
    return jsonText(`{"records":[${reading.value.map((key) => publicRecord(key, reads.record(key))).join(',')}]}`);
  }

  private records(asked: Asked): Answer {
    const limit = wholeNumber(asked.query.get('limit'), 100, 1, recordsMax);
    if (limit === undefined) return badNumber('limit', 1, recordsMax);
    const found = this.view.at(asked.nowMs).search({
      name: asked.query.get('name') ?? undefined,
      creditCode: asked.query.get('creditCode')?.toUpperCase(),
      after: asked.query.get('after') ?? undefined,
      limit: limit + 1,
    });
    const page = found.slice(0, limit);
    const next = found.length > limit ? `,"next":${JSON.stringify(page.at(-1)?.recordKey)}` : '';
    return jsonText(`{"records":[${page.map((seen) => publicRecord(seen.recordKey, seen)).join(',')}]${next}}`);
  }

  private summary(asked: Asked): Answer {
    return json(summaryOf(this.profile, this.view.at(asked.nowMs)));
  }

  private bulletin(asked: Asked): Answer {
    const after = wholeNumber(asked.query.get('after'), 0, 0, Number.MAX_SAFE_INTEGER);
    if (after === undefined) return badNumber('after', 0, Number.MAX_SAFE_INTEGER);
    const limit = wholeNumber(asked.query.get('limit'), 1_000, 1, bulletinMax);
    if (limit === undefined) return badNumber('limit', 1, bulletinMax);
    const entries = this.view.at(asked.nowMs).bulletin(after, limit);
    const page: BulletinPage = {
      entries: entries.map((entry) => ({ ...entry, receiptNo: receiptNumber(this.profile.receiptPrefix, entry.appliedAtMs, entry.no) })),
      next: entries.length === limit ? entries.at(-1)?.no : undefined,
    };
    return json(page);
  }
}

export function summaryOf(profile: SiteProfile, reads: PublicReads): PublicSummary {
  const shown = reads.shownByKind();
  const shownByKind = Object.fromEntries(allKinds.map((kind) => [kind, shown.get(kind) ?? 0])) as PublicSummary['shownByKind'];
  return {
    site: profile.id,
    name: profile.name,
    tier: profile.tier,
    shown: allKinds.reduce((sum, kind) => sum + shownByKind[kind], 0),
    shownByKind,
    changes: reads.changes(),
  };
}

/** Put together as text: the stored content is JSON already, and reading it only to write it again would cost most of a lookup. */
function publicRecord(recordKey: string, seen: Seen | undefined): string {
  const key = JSON.stringify(recordKey);
  if (seen === undefined) return `{"recordKey":${key},"shown":false,"version":0}`;
  const head = `{"recordKey":${key},"shown":${seen.content !== null},"version":${seen.version},"state":"${seen.state}"`;
  return seen.content === null ? `${head}}` : `${head},"record":${seen.content}}`;
}

function wholeNumber(text: string | null, otherwise: number, least: number, most: number): number | undefined {
  if (text === null || text === '') return otherwise;
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : undefined;
}

const badNumber = (field: string, least: number, most: number): Answer =>
  refusal(400, 'MALFORMED', {
    zh: `${field} 须为 ${least} 至 ${most} 的整数`,
    en: `${field} must be a whole number from ${least} to ${most}`,
  });
