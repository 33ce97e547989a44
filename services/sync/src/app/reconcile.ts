import type { BucketDigest } from '@tongxiu/contracts';
import { differingBuckets, standingOf } from '../domain/compare-books.js';
import type { Expected } from '../domain/judge-read-back.js';
import { askSite } from './ask-site.js';
import type { Ending, SiteConnector } from './site-connector.js';

/** What the ledger says one site was seen to show, of every record the newest version. */
export abstract class SiteBook {
  abstract buckets(): Promise<ReadonlyMap<string, BucketDigest>>;
  abstract recordsIn(buckets: readonly string[]): Promise<readonly Expected[]>;
  /** Makes confirmed effects due again, unless something newer is under way; answers how many. */
  abstract lost(changeIds: readonly number[]): Promise<number>;
  abstract knownVersions(pairs: readonly { readonly recordKey: string; readonly version: number }[]): Promise<ReadonlySet<string>>;
}

export interface Reconciliation {
  readonly records: number;
  readonly differingBuckets: number;
  /** Records the site had lost or put back: their current version is sent again. */
  readonly sentAgain: number;
  /** Records of which the site holds a version that was never decided here. They are left alone. */
  readonly ahead: readonly string[];
  /** Records the site holds beyond those it was seen to show: on their way, or not from here. */
  readonly beyondOurs: number;
}

export type Reconciled = { readonly kind: 'compared'; readonly result: Reconciliation } | Exclude<Ending<never>, { kind: 'answered' }>;

/** What the published interface lets ask about at once. */
const askMax = 1_000;
/** So many records are in memory at a time. */
const recordsMax = 20_000;
const aheadNamedMax = 100;

/**
 * Holds the ledger against everything a site holds, long after reading back: a site may be restored from a backup, or edited by hand.
 * Digests of the two books are compared, and only where they differ is the site asked record by record. Repair is sending the current
 * version again through the lane, which compares as always; what is newer at the site stays.
 */
export class ReconcileSite {
  constructor(
    private readonly book: SiteBook,
    private readonly connector: SiteConnector,
  ) {}

  async run(): Promise<Reconciled> {
    const ours = await this.book.buckets();
    const theirs = await this.connector.digests();
    const cannotDigest = theirs.kind === 'refused' && theirs.status === 404;
    if (theirs.kind !== 'answered' && !cannotDigest) return theirs;
    const differing = theirs.kind === 'answered' ? differingBuckets(ours, theirs.answer) : [...ours.keys()];
    const sum = { sentAgain: 0, ahead: [] as string[] };
    for (const buckets of portions(differing, (bucket) => ours.get(bucket)?.records ?? 0)) {
      const expected = await this.book.recordsIn(buckets);
      for (let from = 0; from < expected.length; from += askMax) {
        const ending = await this.compare(expected.slice(from, from + askMax), sum);
        if (ending !== undefined) return ending;
      }
    }
    const records = [...ours.values()].reduce((total, one) => total + one.records, 0);
    const beyond = theirs.kind !== 'answered' ? 0 : [...theirs.answer.values()].reduce((total, one) => total + one.records, -records);
    const result = { records, differingBuckets: differing.length, ...sum, beyondOurs: Math.max(0, beyond) };
    return { kind: 'compared', result };
  }

  /** Answers what ended it, if the site could not be asked. */
  private async compare(expected: readonly Expected[], sum: { sentAgain: number; ahead: string[] }) {
    const keys = expected.map(({ recordKey }) => recordKey);
    const ending = await askSite((recordKeys) => this.connector.status(recordKeys), keys);
    if (ending.kind !== 'answered') return ending;
    const held = ending.answer;
    const standings = expected.map((one) => ({ one, standing: standingOf(one, held.get(one.recordKey)) }));
    // No answer about a record is not an answer that it is lost.
    const lost = standings.filter(({ one, standing }) => standing === 'lost' && held.has(one.recordKey));
    sum.sentAgain += await this.book.lost(lost.map(({ one }) => one.changeId));
    const newer = standings.filter(({ standing }) => standing === 'newer').map(({ one: { recordKey } }) => recordKey);
    if (newer.length === 0) return undefined;
    const ours = await this.book.knownVersions(newer.map((recordKey) => ({ recordKey, version: held.get(recordKey)?.version ?? 0 })));
    sum.ahead = [...sum.ahead, ...newer.filter((recordKey) => !ours.has(recordKey))].slice(0, aheadNamedMax);
    return undefined;
  }
}

function* portions(buckets: readonly string[], recordsOf: (bucket: string) => number): Generator<string[]> {
  let portion: string[] = [];
  let records = 0;
  for (const bucket of buckets) {
    portion.push(bucket);
    records += recordsOf(bucket);
    if (records < recordsMax) continue;
    yield portion;
    portion = [];
    records = 0;
  }
  if (records > 0) yield portion;
}
