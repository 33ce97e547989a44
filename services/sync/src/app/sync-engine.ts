import { WakeUp } from '@tongxiu/messaging';
import type { Change } from '../domain/effect.js';
import { RecentChanges, type ChangeLog } from './change-log.js';
import type { CloseRepairs } from './close-repairs.js';
import { Lane } from './lane.js';
import type { LaneLedger } from './lane-ledger.js';
import { ReadBackLoop, type ReadBackLedger } from './read-back.js';
import type { SiteConnector } from './site-connector.js';
import type { KnownSite } from './sites.js';
import { Wakes } from './take-publications.js';
import type { WatchClocks } from './watch-clocks.js';

export interface SitePorts {
  readonly ledger: LaneLedger;
  readonly readBack: ReadBackLedger;
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

/** One lane and one reading-back loop per site, one closer, one watch over the clocks: each runs for itself and is woken by the others. */
export class SyncEngine extends Wakes {
  private readonly recent: RecentChanges;
  private readonly lanes = new Map<string, { lane: Lane; readBack: ReadBackLoop; connector: SiteConnector }>();
  private readonly listeners = new Set<() => void>();
  private readonly sweepBell = new WakeUp();
  private sweeping: Promise<void> | undefined;
  private stopped = false;

  constructor(private readonly parts: EngineParts) {
    super();
    this.recent = new RecentChanges(parts.log);
  }

  start(sites: readonly KnownSite[]): void {
    const { portsOf, nowMs, newBatchId, report, closeRepairs } = this.parts;
    for (const site of sites) {
      const { ledger, readBack: readBackLedger, connector } = portsOf(site);
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
      this.lanes.set(site.id, { lane, readBack, connector });
      lane.start();
      readBack.start();
    }
    closeRepairs.start();
    this.sweeping = this.sweep();
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
    for (const listener of this.listeners) listener();
    const parts = [...this.lanes.values()];
    await Promise.all(parts.map(({ lane }) => lane.stop()));
    await Promise.all(parts.map(({ readBack }) => readBack.stop()));
    await Promise.all([this.parts.closeRepairs.stop(), this.sweeping]);
    await Promise.all(parts.map(({ connector }) => connector.close()));
  }

  private async sweep(): Promise<void> {
    while (!this.stopped) {
      await this.parts.watchClocks.sweep().catch((cause: unknown) => this.parts.report('watching the clocks failed', cause));
      await this.sweepBell.sleep(sweepEveryMs);
    }
  }
}
