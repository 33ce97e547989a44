import { WakeUp } from '@tongxiu/messaging';
import { judgeReadBack, readBackPauses, type Expected } from '../domain/judge-read-back.js';
import type { Site } from '../domain/site.js';
import { askSite } from './ask-site.js';
import type { SiteConnector } from './site-connector.js';

/** Something the public side did not confirm, or did not confirm the first time. */
export interface Suspect extends Expected {
  readonly attempts: number;
}

export abstract class ReadBackLedger {
  abstract verifiedThrough(): Promise<number>;
  /** Applied effects after one number up to another, oldest first, that are not yet confirmed; and up to where that was looked for. */
  abstract applied(
    after: number,
    through: number,
    limit: number,
  ): Promise<{ readonly expected: readonly Expected[]; readonly through: number }>;
  /** Marks every applied effect of the stretch as verified, except those under suspicion. */
  abstract confirm(after: number, through: number): Promise<void>;
  abstract suspect(suspects: readonly { readonly changeId: number; readonly againAtMs: number; readonly first: boolean }[]): Promise<void>;
  abstract suspects(nowMs: number, limit: number): Promise<readonly Suspect[]>;
  abstract acquit(changeIds: readonly number[]): Promise<void>;
  /** The site says one thing in its receipt and shows another: the change is due again. */
  abstract condemn(changeIds: readonly number[], nowMs: number): Promise<void>;
  abstract nextSuspectAtMs(): Promise<number | undefined>;
  abstract knownVersions(pairs: readonly { readonly recordKey: string; readonly version: number }[]): Promise<ReadonlySet<string>>;
}

export interface ReadBackParts {
  readonly site: Site;
  readonly ledger: ReadBackLedger;
  readonly connector: SiteConnector;
  readonly nowMs: () => number;
  readonly onCondemned: () => void;
  readonly report: (sentence: string, cause?: unknown) => void;
}

const pollMs = 1_000;
/** What was applied is proven by its receipt already; reading back may gather. */
const gatherMs = 40;
/** The public side of a site that is down is looked for again, but nothing is lost by waiting. */
const pauseMaxMs = 10_000;
const keptMax = 5_000;
const lookUpMax = 1_000;

/**
 * Follows a lane and looks at what the public sees. It is a loop of its own, so that receipts are stored without waiting for it; what
 * has been applied meanwhile forms its next batch. It writes nothing that another instance could not write again, so it needs no lock.
 */
export class ReadBackLoop {
  private readonly bell = new WakeUp();
  private running: Promise<void> | undefined;
  private stopped = false;
  /** Stretches of the log whose receipts were stored by this instance: usually they need not be read from the database again. */
  private kept: { readonly from: number; readonly through: number; readonly applied: readonly Expected[] }[] = [];
  private keptCount = 0;
  private sentThrough = 0;
  private verifiedThrough = 0;
  private nextSuspectAtMs: number | undefined;
  private lookedAroundAtMs = 0;
  private failures = 0;
  private resumeAtMs = 0;

  constructor(private readonly parts: ReadBackParts) {}

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.bell.ring();
    await this.running;
  }

  note(from: number, through: number, applied: readonly Expected[]): void {
    this.sentThrough = Math.max(this.sentThrough, through);
    if (through > from) {
      if (this.keptCount > keptMax || (this.kept.at(-1)?.through ?? from) !== from) this.forget();
      this.kept.push({ from, through, applied });
      this.keptCount += applied.length;
    }
    this.bell.ring();
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      try {
        if (this.lookedAroundAtMs === 0) this.verifiedThrough = await this.parts.ledger.verifiedThrough();
        if (!(await this.turn())) await this.bell.sleep(this.idleMs(), gatherMs);
      } catch (cause) {
        this.parts.report(`reading back from ${this.parts.site.id} failed and is tried again`, cause);
        await this.bell.sleep(pollMs);
      }
    }
  }

  /** Answers whether there was something to do. */
  private async turn(): Promise<boolean> {
    const nowMs = this.parts.nowMs();
    if (nowMs < this.resumeAtMs) return false;
    if (nowMs - this.lookedAroundAtMs >= pollMs) {
      this.lookedAroundAtMs = nowMs;
      this.nextSuspectAtMs = await this.parts.ledger.nextSuspectAtMs();
    }
    if (this.nextSuspectAtMs !== undefined && this.nextSuspectAtMs <= nowMs && (await this.hear(nowMs))) return true;
    if (this.verifiedThrough >= this.sentThrough) return false;
    const { expected, through } = await this.next();
    if (expected.length > 0) {
      const doubts = await this.doubtsAmong(expected);
      if (doubts === undefined) return false;
      await this.parts.ledger.suspect(doubts.map(({ changeId }) => ({ changeId, againAtMs: nowMs + readBackPauses[0], first: true })));
      if (doubts.length > 0) this.lookedAroundAtMs = 1;
    }
    await this.parts.ledger.confirm(this.verifiedThrough, through);
    this.verifiedThrough = through;
    return true;
  }

  private async next(): Promise<{ readonly expected: readonly Expected[]; readonly through: number }> {
    while (this.kept[0] !== undefined && this.kept[0].through <= this.verifiedThrough)
      this.keptCount -= this.kept.shift()?.applied.length ?? 0;
    if (this.kept[0]?.from !== this.verifiedThrough) return this.parts.ledger.applied(this.verifiedThrough, this.sentThrough, lookUpMax);
    const expected: Expected[] = [];
    let through = this.verifiedThrough;
    while (this.kept[0] !== undefined && expected.length + this.kept[0].applied.length <= lookUpMax) {
      const stretch = this.kept.shift();
      if (stretch === undefined) break;
      this.keptCount -= stretch.applied.length;
      expected.push(...stretch.applied);
      through = stretch.through;
    }
    return { expected, through };
  }

  /** Those that the public side does not confirm; nothing when it could not be asked. */
  private async doubtsAmong<One extends Expected>(expected: readonly One[]): Promise<readonly One[] | undefined> {
    const { connector } = this.parts;
    const keys = [...new Set(expected.map(({ recordKey }) => recordKey))];
    const ending = await askSite((recordKeys) => connector.lookUp(recordKeys), keys);
    if (ending.kind !== 'answered') {
      this.failures += 1;
      this.resumeAtMs = this.parts.nowMs() + Math.min(pollMs * 2 ** Math.min(this.failures - 1, 5), pauseMaxMs);
      this.forget();
      return undefined;
    }
    this.failures = 0;
    const seen = ending.answer;
    const readings = expected.map((one) => ({ one, reading: judgeReadBack(one, seen.get(one.recordKey)) }));
    const newer = readings.filter(({ reading }) => reading === 'newer').map(({ one }) => one);
    const ours = newer.length === 0 ? new Set<string>() : await this.newerOfOurs(newer, (key) => seen.get(key)?.version ?? 0);
    return readings
      .filter(({ one, reading }) => reading === 'differs' || (reading === 'newer' && !ours.has(one.recordKey)))
      .map(({ one }) => one);
  }

  /** A newer version of ours on the public side proves that this one was carried out before it. */
  private async newerOfOurs(newer: readonly Expected[], versionOf: (recordKey: string) => number): Promise<ReadonlySet<string>> {
    return this.parts.ledger.knownVersions(newer.map(({ recordKey }) => ({ recordKey, version: versionOf(recordKey) })));
  }

  /** Looks again at what was not confirmed; after the last look the site is held to be wrong. */
  private async hear(nowMs: number): Promise<boolean> {
    const suspects = await this.parts.ledger.suspects(nowMs, lookUpMax);
    this.lookedAroundAtMs = 1;
    this.nextSuspectAtMs = undefined;
    if (suspects.length === 0) return false;
    const doubts = await this.doubtsAmong(suspects);
    if (doubts === undefined) return false;
    const doubted = new Set(doubts.map(({ changeId }) => changeId));
    const condemned = doubts.filter(({ attempts }) => attempts >= readBackPauses.length).map(({ changeId }) => changeId);
    const again = doubts.filter(({ attempts }) => attempts < readBackPauses.length);
    const { ledger } = this.parts;
    await ledger.acquit(suspects.map(({ changeId }) => changeId).filter((id) => !doubted.has(id)));
    await ledger.suspect(
      again.map(({ changeId, attempts }) => ({ changeId, againAtMs: nowMs + (readBackPauses[attempts] ?? pollMs), first: false })),
    );
    if (condemned.length === 0) return true;
    await ledger.condemn(condemned, nowMs);
    this.parts.report(`site ${this.parts.site.id} shows something else than its receipts say, for ${condemned.length} changes`);
    this.parts.onCondemned();
    return true;
  }

  private idleMs(): number {
    const pauseMs = this.resumeAtMs - this.parts.nowMs();
    if (pauseMs > 0) return pauseMs;
    const untilSuspectMs = this.nextSuspectAtMs === undefined ? pollMs : Math.max(1, this.nextSuspectAtMs - this.parts.nowMs());
    return Math.min(pollMs, untilSuspectMs);
  }

  private forget(): void {
    this.kept = [];
    this.keptCount = 0;
  }
}
