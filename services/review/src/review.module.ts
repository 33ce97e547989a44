import { Module } from '@nestjs/common';
import { CalendarsController, CalendarStore, SqlCalendarStore } from '@tongxiu/calendars';
import { Clock } from '@tongxiu/hosting';
import { Outbox, Transactions } from '@tongxiu/messaging';
import pg from 'pg';
import { ApplicationsController } from './adapters/bus/applications.controller.js';
import { OutboxAnnounce } from './adapters/bus/announce.outbox.js';
import { DeadlineTimer } from './adapters/deadline-timer.js';
import { BatchesController } from './adapters/http/batches.controller.js';
import { DeadlineSweepsController } from './adapters/http/deadline-sweeps.controller.js';
import { ReviewsController } from './adapters/http/reviews.controller.js';
import { StepsController } from './adapters/http/steps.controller.js';
import { SqlDeadlines } from './adapters/postgres/deadlines.sql-store.js';
import { SqlReviewFiles } from './adapters/postgres/review-files.sql-store.js';
import { SqlReviewReadings } from './adapters/postgres/review-readings.sql-store.js';
import { NoteSupplements } from './app/note-supplements.js';
import { OpenReviews } from './app/open-reviews.js';
import { ReadReviews, ReviewReadings } from './app/read-reviews.js';
import { Announce, ReviewFiles } from './app/review-files.js';
import { DeadlineLedger, SweepDeadlines } from './app/sweep-deadlines.js';
import { TakeSteps } from './app/take-steps.js';
import { ReviewConfig } from './review.config.js';

@Module({
  controllers: [
    ApplicationsController,
    BatchesController,
    CalendarsController,
    DeadlineSweepsController,
    ReviewsController,
    StepsController,
  ],
  providers: [
    {
      provide: CalendarStore,
      inject: [pg.Pool, Transactions],
      useFactory: (pool: pg.Pool, transactions: Transactions) => new SqlCalendarStore(pool, transactions),
    },
    { provide: ReviewFiles, inject: [CalendarStore], useFactory: (calendars: CalendarStore) => new SqlReviewFiles(calendars) },
    { provide: ReviewReadings, inject: [pg.Pool], useFactory: (pool: pg.Pool) => new SqlReviewReadings(pool) },
    { provide: DeadlineLedger, useFactory: () => new SqlDeadlines() },
    { provide: Announce, inject: [Outbox], useFactory: (outbox: Outbox) => new OutboxAnnounce(outbox) },
    {
      provide: OpenReviews,
      inject: [ReviewFiles, CalendarStore, ReviewConfig],
      useFactory: (files: ReviewFiles, calendars: CalendarStore, config: ReviewConfig) =>
        new OpenReviews(files, calendars, config.creditChinaOrganCode),
    },
    { provide: NoteSupplements, inject: [ReviewFiles], useFactory: (files: ReviewFiles) => new NoteSupplements(files) },
    {
      provide: TakeSteps,
      inject: [Transactions, ReviewFiles, Announce],
      useFactory: (transactions: Transactions, files: ReviewFiles, announce: Announce) => new TakeSteps(transactions, files, announce),
    },
    {
      provide: ReadReviews,
      inject: [ReviewReadings, CalendarStore],
      useFactory: (readings: ReviewReadings, calendars: CalendarStore) => new ReadReviews(readings, calendars),
    },
    {
      provide: SweepDeadlines,
      inject: [Transactions, DeadlineLedger, CalendarStore],
      useFactory: (transactions: Transactions, ledger: DeadlineLedger, calendars: CalendarStore) =>
        new SweepDeadlines(transactions, ledger, calendars),
    },
    {
      provide: DeadlineTimer,
      inject: [SweepDeadlines, Clock, ReviewConfig],
      useFactory: (sweep: SweepDeadlines, clock: Clock, config: ReviewConfig) => new DeadlineTimer(sweep, clock, config.sweepEverySeconds),
    },
  ],
})
export class ReviewModule {}
