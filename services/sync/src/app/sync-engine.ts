import { WakeUp } from '@tongxiu/messaging';
import type { Change } from '../domain/effect.js';
import { RecentChanges, type ChangeLog } from './change-log.js';
import type { CloseRepairs } from './close-repairs.js';
import { Lane } from './lane.js';
import type { LaneLedger } from './lane-ledger.js';
import { ReconcileSite, type Reconciled, type SiteBook } from './reconcile.js';
import { ReadBackLoop, type ReadBackLedger } from './read-back.js';
import type { SiteConnector } from './site-connector.js';
import type { KnownSite } from './sites.js';
import { Wakes } from './take-publications.js';
import type { WatchClocks } from './watch-clocks.js';

export interface SitePorts {
  readonly ledger: LaneLedger;
  readonly readBack: ReadBackLedger;
  readonly book: SiteBook;
  readonly connector: SiteConnector;
}

export interface EngineParts {
  readonly log: ChangeLog;
  readonly portsOf: (site: KnownSite) => SitePorts;
  readonly closeRepairs: CloseRepairs;
  readonly watchClocks: WatchClocks;
  readonly nowMs: () => number;
  readonly newBatchId: () => string;
  readonly report: (sentence: string, cause?: unknown) => void;
}

/** A breach is noted within this time; the promise itself is kept by the lanes. */
const sweepEveryMs = 30_000;
/** Reading back looks at what was just applied; what a site loses later is found within this time. */
const reconcileEveryMs = 6 * 3_600_000;

interface SiteParts {
  readonly lane: Lane;
  readonly readBack: ReadBackLoop;
  readonly connector: SiteConnector;
  readonly reconcile: ReconcileSite;
  reconciling?: Promise<Reconciled> | undefined;
}

/**
 * One lane and one reading-back loop per site, one closer, one watch over the clocks, one round of reconciliation: each runs for itself
 * and is woken by the others.
 */
export class SyncEngine extends Wakes {
  private readonly recent: RecentChanges;
  private readonly lanes = new Map<string, SiteParts>();
  private readonly listeners = new Set<() => void>();
  private readonly sweepBell = new WakeUp();
  private readonly reconcileBell = new WakeUp();
  private rounds: Promise<void> | undefined;
  private sweeping: Promise<void> | undefined;
  private stopped = false;

  constructor(private readonly parts: EngineParts) {
    super();
    this.recent = new RecentChanges(parts.log);
  }

  start(sites: readonly KnownSite[]): void {
    const { portsOf, nowMs, newBatchId, report, closeRepairs } = this.parts;
    for (const site of sites) {
      const { ledger, readBack: readBackLedger, book, connector } = portsOf(site);
      const readBack: ReadBackLoop = new ReadBackLoop({
        site,
        ledger: readBackLedger,
        connector,
        nowMs,
        report,
        onCondemned: () => this.wake(site.id),
      });
      const lane = new Lane({
        site,
        ledger,
        log: this.recent,
        connector,
        nowMs,
        newBatchId,
        report,
        onOwned: (sentThrough) => readBack.note(sentThrough, sentThrough, []),
        onSettled: (from, through, applied) => {
          readBack.note(from, through, applied);
          closeRepairs.bell.ring();
        },
      });
      this.lanes.set(site.id, { lane, readBack, connector, reconcile: new ReconcileSite(book, connector) });
      lane.start();
      readBack.start();
    }
    closeRepairs.start();
    this.sweeping = this.sweep();
    this.rounds = this.goRounds();
  }

  taken(changes: readonly Change[]): void {
    this.recent.add(changes);
    for (const { lane } of this.lanes.values()) lane.bell.ring();
    for (const listener of this.listeners) listener();
  }

  /** Something about a site was changed by a person: its lane looks around. */
  wake(siteId: string): void {
    this.lanes.get(siteId)?.lane.lookAgain();
  }

  /** Compares everything a site holds with the ledger and sends again what it lost; nothing for a site nobody configured. */
  async reconcile(siteId: string): Promise<Reconciled | undefined> {
    const site = this.lanes.get(siteId);
    if (site === undefined) return undefined;
    site.reconciling ??= site.reconcile.run().finally(() => (site.reconciling = undefined));
    const reconciled = await site.reconciling;
    if (reconciled.kind === 'compared' && reconciled.result.sentAgain > 0) site.lane.lookAgain();
    return reconciled;
  }

  /** Resolves when changes were taken in, or after `maxMs`; false when nothing is to be expected any more. */
  async nextTaken(maxMs: number): Promise<boolean> {
    if (this.stopped) return false;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.listeners.delete(done);
        resolve();
      };
      const timer = setTimeout(done, maxMs);
      this.listeners.add(done);
    });
    return !this.stopped;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.sweepBell.ring();
    this.reconcileBell.ring();
    for (const listener of this.listeners) listener();
    const parts = [...this.lanes.values()];
    await Promise.all(parts.map(({ lane }) => lane.stop()));
    await Promise.all(parts.map(({ readBack }) => readBack.stop()));
    await Promise.all([this.parts.closeRepairs.stop(), this.sweeping, this.rounds]);
    await Promise.all(parts.map(({ connector }) => connector.close()));
  }

  private async sweep(): Promise<void> {
    while (!this.stopped) {
      await this.parts.watchClocks.sweep().catch((cause: unknown) => this.parts.report('watching the clocks failed', cause));
      await this.sweepBell.sleep(sweepEveryMs);
    }
  }

  private async goRounds(): Promise<void> {
    while (!this.stopped) {
      await this.reconcileBell.sleep(reconcileEveryMs);
      for (const [siteId, { lane }] of this.lanes) {
        if (this.stopped) return;
        if (lane.owned) await this.goTo(siteId).catch((cause: unknown) => this.parts.report(`reconciling ${siteId} failed`, cause));
      }
    }
  }

  private async goTo(siteId: string): Promise<void> {
    const reconciled = await this.reconcile(siteId);
    if (reconciled?.kind !== 'compared') return this.parts.report(`site ${siteId} could not be asked what it holds: ${reconciled?.why}`);
    const { sentAgain, ahead, beyondOurs } = reconciled.result;
    if (sentAgain + ahead.length === 0) return;
    this.parts.report(
      `site ${siteId} had lost ${sentAgain} records, which are sent again; it is ahead of what was decided in ${ahead.length} and holds ${beyondOurs} more`,
    );
  }
}
