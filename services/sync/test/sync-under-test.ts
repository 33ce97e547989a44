import { randomUUID } from 'node:crypto';
import type { PublicationChangedV1, PublicationState, RecordKind } from '@tongxiu/contracts';
import { PgTransactions, SqlOutbox, type Received } from '@tongxiu/messaging';
import { builtInCalendar, type CalendarEdition } from '@tongxiu/working-days';
import pg from 'pg';
import { LanePool } from '../src/adapters/postgres/lane-pool.js';
import { SqlChangeLog } from '../src/adapters/postgres/sql-change-log.js';
import { SqlChanges } from '../src/adapters/postgres/sql-changes.js';
import { SqlClocks } from '../src/adapters/postgres/sql-clocks.js';
import { SqlClosings } from '../src/adapters/postgres/sql-closings.js';
import { SqlLaneLedger } from '../src/adapters/postgres/sql-lane-ledger.js';
import { SqlOutcomes } from '../src/adapters/postgres/sql-outcomes.js';
import { SqlOversight } from '../src/adapters/postgres/sql-oversight.js';
import { SqlReadBackLedger } from '../src/adapters/postgres/sql-read-back-ledger.js';
import { SqlSiteBook } from '../src/adapters/postgres/sql-site-book.js';
import { SqlSites } from '../src/adapters/postgres/sql-sites.js';
import { SqlTimelines } from '../src/adapters/postgres/sql-timelines.js';
import { SignedJsonSite } from '../src/adapters/sites/signed-json.js';
import { CloseRepairs } from '../src/app/close-repairs.js';
import { Deadlines } from '../src/app/deadlines.js';
import { SyncEngine } from '../src/app/sync-engine.js';
import { TakePublications } from '../src/app/take-publications.js';
import { WatchClocks } from '../src/app/watch-clocks.js';
import type { Site } from '../src/domain/site.js';

export interface SiteAddress {
  readonly url: string;
  readonly secret: string;
}

export interface UnderTest {
  readonly databaseUrl: string;
  readonly sites: Readonly<Record<string, SiteAddress>>;
  readonly settings?: Readonly<Record<string, Partial<Site>>>;
  readonly siteTimeoutMs?: number;
  readonly nowMs?: () => number;
  readonly calendar?: () => CalendarEdition;
}

/** Everything of the service but the bus and HTTP, wired as the module wires it. */
export class SyncUnderTest {
  readonly reports: string[] = [];
  readonly engine: SyncEngine;
  readonly closeRepairs: CloseRepairs;
  readonly clocks: WatchClocks;
  readonly timelines: SqlTimelines;
  readonly oversight: SqlOversight;
  readonly outcomes: SqlOutcomes;
  readonly pool: pg.Pool;
  private readonly lanePool: LanePool;
  private readonly transactions: PgTransactions;
  private readonly takePublications: TakePublications;

  private constructor(private readonly options: UnderTest) {
    const { databaseUrl, sites, siteTimeoutMs = 1_000, nowMs = Date.now, calendar = () => builtInCalendar } = options;
    this.pool = new pg.Pool({ connectionString: databaseUrl, max: 8 });
    this.pool.on('error', () => undefined);
    this.lanePool = new LanePool(this.pool, Object.keys(sites).length);
    this.transactions = new PgTransactions(this.pool);
    const outbox = new SqlOutbox('/tongxiu/sync', () => undefined);
    const report = (sentence: string, cause?: unknown): void => {
      this.reports.push(cause === undefined ? sentence : `${sentence}: ${String(cause)}`);
    };
    const current = (): Promise<CalendarEdition> => Promise.resolve(calendar());
    this.closeRepairs = new CloseRepairs(new SqlClosings(), this.transactions, outbox, report);
    this.clocks = new WatchClocks(new SqlClocks(), this.transactions, current, () => new Date(nowMs()).toISOString(), report);
    this.timelines = new SqlTimelines(this.pool);
    this.oversight = new SqlOversight(this.pool);
    this.outcomes = new SqlOutcomes(this.pool);
    const { pool } = this.lanePool;
    this.engine = new SyncEngine({
      log: new SqlChangeLog(pool),
      closeRepairs: this.closeRepairs,
      watchClocks: this.clocks,
      nowMs,
      newBatchId: randomUUID,
      report,
      portsOf: ({ id, siteNo }) => {
        const { url: baseUrl, secret } = sites[id] ?? { url: '', secret: '' };
        return {
          ledger: new SqlLaneLedger(pool, siteNo),
          readBack: new SqlReadBackLedger(pool, siteNo),
          book: new SqlSiteBook(this.pool, siteNo),
          connector: new SignedJsonSite({ baseUrl, clientId: 'tongxiu', secret, timeoutMs: siteTimeoutMs, nowMs: Date.now }),
        };
      },
    });
    this.takePublications = new TakePublications(new SqlChanges(), new Deadlines(current, nowMs), outbox, this.engine);
  }

  static async start(options: UnderTest): Promise<SyncUnderTest> {
    const sync = new SyncUnderTest(options);
    sync.engine.start(await new SqlSites(sync.pool).register(sync.configuration()));
    return sync;
  }

  /** As the bus delivers them: one batch, one transaction. */
  readonly take = async (publications: readonly PublicationChangedV1[]): Promise<void> => {
    await this.transactions.run((tx) => this.takePublications.run(publications.map(received), tx));
  };

  async stop(): Promise<void> {
    await this.engine.stop();
    await this.lanePool.close();
    await this.pool.end();
  }

  private configuration(): Site[] {
    const kinds: RecordKind[] = ['penalty', 'abnormalOperation', 'individualAbnormal', 'severeList'];
    return Object.keys(this.options.sites).map((id) => ({
      id,
      tier: 'city',
      name: { zh: id, en: id },
      kinds,
      batchSizeMax: 500,
      maintenance: [],
      ...this.options.settings?.[id],
    }));
  }
}

export const keyOf = (number: number): string => `penalty:11150100MB12345678:呼市监罚〔2026〕${number}号`;

/** What was received on this day is due at the end of Monday 2026-11-23. */
export const friday = '2026-11-20T02:00:00.000Z';

/** A change of the publication of record `number`, decided a minute ago: whenever a spec runs, it is not late. */
export function publication(
  number: number,
  version: number,
  state: PublicationState,
  change: Partial<PublicationChangedV1> = {},
): PublicationChangedV1 {
  const organ = { organCode: '11150100MB12345678', organName: '呼和浩特市市场监督管理局' };
  const at = new Date(Date.now() - 60_000).toISOString();
  return {
    recordKey: keyOf(number),
    version,
    kind: 'penalty',
    creditCode: '91150100MA0N000000',
    state,
    effects: state === 'shown' ? [] : ['terminatePublicity'],
    cause: {
      eventId: randomUUID(),
      ...organ,
      decidedAt: at,
      ...(state === 'withdrawn' ? { caseId: randomUUID(), rulebook: 'HHHT-2024' } : {}),
    },
    clockStartedAt: at,
    changedAt: at,
    ...change,
  };
}

const received = (data: PublicationChangedV1): Received<PublicationChangedV1> => ({
  event: {
    id: randomUUID(),
    type: 'publicity.publication-changed.v1',
    source: '/tongxiu/publicity',
    subject: data.recordKey,
    time: data.changedAt,
    sequence: data.version,
  },
  data,
});
