import { randomUUID } from 'node:crypto';
import { Logger, Module } from '@nestjs/common';
import { CalendarsController, CalendarStore, SqlCalendarStore } from '@tongxiu/calendars';
import { Clock, Metrics, WatchedPools } from '@tongxiu/hosting';
import { Outbox, Transactions } from '@tongxiu/messaging';
import pg from 'pg';
import { PublicationsConsumer } from './adapters/bus/publications.consumer.js';
import { OutcomesController } from './adapters/http/outcomes.controller.js';
import { OversightController } from './adapters/http/oversight.controller.js';
import { TimelineController } from './adapters/http/timeline.controller.js';
import { EffectTallies } from './adapters/metrics/effect-tally.js';
import { LaneFigures } from './adapters/metrics/lane-figures.js';
import { LanePool } from './adapters/postgres/lane-pool.js';
import { SqlChangeLog } from './adapters/postgres/sql-change-log.js';
import { SqlChanges } from './adapters/postgres/sql-changes.js';
import { SqlClocks } from './adapters/postgres/sql-clocks.js';
import { SqlClosings } from './adapters/postgres/sql-closings.js';
import { SqlLaneLedger } from './adapters/postgres/sql-lane-ledger.js';
import { SqlOutcomes } from './adapters/postgres/sql-outcomes.js';
import { SqlOversight } from './adapters/postgres/sql-oversight.js';
import { SqlReadBackLedger } from './adapters/postgres/sql-read-back-ledger.js';
import { SqlSiteBook } from './adapters/postgres/sql-site-book.js';
import { SqlSites } from './adapters/postgres/sql-sites.js';
import { SqlTimelines } from './adapters/postgres/sql-timelines.js';
import { SignedJsonSite } from './adapters/sites/signed-json.js';
import { inTraces } from './adapters/sites/traced-site.js';
import { CloseRepairs } from './app/close-repairs.js';
import { Deadlines } from './app/deadlines.js';
import { FollowOutcomes } from './app/follow-outcomes.js';
import { Oversight } from './app/oversee.js';
import { Timelines } from './app/record-timeline.js';
import { SyncEngine } from './app/sync-engine.js';
import { TakePublications } from './app/take-publications.js';
import { WatchClocks } from './app/watch-clocks.js';
import { SyncConfig } from './config.js';
import { Lanes } from './lanes.js';

const logger = new Logger('sync');
const report = (sentence: string, cause?: unknown): void => logger.warn(cause === undefined ? sentence : { sentence, cause }, sentence);

@Module({
  controllers: [PublicationsConsumer, TimelineController, OutcomesController, OversightController, CalendarsController],
  providers: [
    { provide: Oversight, inject: [pg.Pool], useFactory: (pool: pg.Pool) => new SqlOversight(pool) },
    { provide: Timelines, inject: [pg.Pool], useFactory: (pool: pg.Pool) => new SqlTimelines(pool) },
    { provide: CalendarStore, useExisting: SqlCalendarStore },
    {
      provide: SqlCalendarStore,
      inject: [pg.Pool, Transactions],
      useFactory: (pool: pg.Pool, transactions: Transactions) => new SqlCalendarStore(pool, transactions),
    },
    {
      provide: Deadlines,
      inject: [SqlCalendarStore, Clock],
      useFactory: (calendars: SqlCalendarStore, clock: Clock) => new Deadlines(() => calendars.current(), millisecondsOf(clock)),
    },
    {
      provide: LanePool,
      inject: [pg.Pool, SyncConfig, WatchedPools],
      useFactory: (pool: pg.Pool, config: SyncConfig, watched: WatchedPools) => {
        const lanes = new LanePool(pool, config.sites.length);
        watched.add('lanes', lanes.pool);
        return lanes;
      },
    },
    {
      provide: CloseRepairs,
      inject: [Transactions, Outbox],
      useFactory: (transactions: Transactions, outbox: Outbox) => new CloseRepairs(new SqlClosings(), transactions, outbox, report),
    },
    {
      provide: EffectTallies,
      inject: [Metrics, SyncConfig],
      useFactory: (metrics: Metrics, config: SyncConfig) =>
        new EffectTallies(
          metrics,
          config.sites.map(({ id }) => id),
        ),
    },
    {
      provide: LaneFigures,
      inject: [Metrics, Transactions],
      useFactory: (metrics: Metrics, transactions: Transactions) => new LaneFigures(metrics, transactions),
    },
    {
      provide: WatchClocks,
      inject: [Transactions, SqlCalendarStore, Clock, EffectTallies],
      useFactory: (transactions: Transactions, calendars: SqlCalendarStore, clock: Clock, tallies: EffectTallies) =>
        new WatchClocks(
          new SqlClocks((site, count) => tallies.of(site).breached(count)),
          transactions,
          () => calendars.current(),
          () => clock.now(),
          report,
        ),
    },
    {
      provide: SyncEngine,
      inject: [LanePool, pg.Pool, CloseRepairs, WatchClocks, SyncConfig, Clock, EffectTallies],
      useFactory: (
        { pool }: LanePool,
        servicePool: pg.Pool,
        closeRepairs: CloseRepairs,
        watchClocks: WatchClocks,
        config: SyncConfig,
        clock: Clock,
        tallies: EffectTallies,
      ) => {
        const reach = new Map(config.sites.map((site) => [site.id, site]));
        const nowMs = millisecondsOf(clock);
        return new SyncEngine({
          log: new SqlChangeLog(pool),
          closeRepairs,
          watchClocks,
          nowMs,
          newBatchId: randomUUID,
          report,
          portsOf: ({ id, siteNo }) => {
            const configured = reach.get(id);
            if (configured === undefined) throw new Error(`site ${id} is not configured`);
            const { baseUrl, clientId, secret } = configured;
            return {
              ledger: new SqlLaneLedger(pool, siteNo, tallies.of(id)),
              readBack: new SqlReadBackLedger(pool, siteNo, tallies.of(id)),
              book: new SqlSiteBook(servicePool, siteNo),
              connector: inTraces(id, new SignedJsonSite({ baseUrl, clientId, secret, timeoutMs: config.siteTimeoutMs, nowMs: Date.now })),
            };
          },
        });
      },
    },
    {
      provide: TakePublications,
      inject: [Deadlines, Outbox, SyncEngine],
      useFactory: (deadlines: Deadlines, outbox: Outbox, engine: SyncEngine) =>
        new TakePublications(new SqlChanges(), deadlines, outbox, engine),
    },
    {
      provide: FollowOutcomes,
      inject: [pg.Pool, SyncEngine],
      useFactory: (pool: pg.Pool, engine: SyncEngine) =>
        new FollowOutcomes(new SqlOutcomes(pool), (maxMs) => engine.nextTaken(maxMs), Date.now),
    },
    {
      provide: Lanes,
      inject: [pg.Pool, LanePool, SyncEngine, SyncConfig],
      useFactory: (pool: pg.Pool, lanePool: LanePool, engine: SyncEngine, config: SyncConfig) =>
        new Lanes(new SqlSites(pool), lanePool, engine, config),
    },
  ],
})
export class SyncModule {}

function millisecondsOf(clock: Clock): () => number {
  return () => Date.parse(clock.now());
}
