import { Module } from '@nestjs/common';
import { CalendarsController, CalendarStore, SqlCalendarStore } from '@tongxiu/calendars';
import { Clock, Metrics } from '@tongxiu/hosting';
import { Outbox, Transactions } from '@tongxiu/messaging';
import pg from 'pg';
import { ApplicationsController } from './adapters/bus/applications.controller.js';
import { OutboxAnnounce } from './adapters/bus/announce.outbox.js';
import { DeadlineTimer } from './adapters/deadline-timer.js';
import { ArchiveController } from './adapters/http/archive.controller.js';
import { BatchesController } from './adapters/http/batches.controller.js';
import { DeadlineSweepsController } from './adapters/http/deadline-sweeps.controller.js';
import { DeadlinesController } from './adapters/http/deadlines.controller.js';
import { ObjectionsController } from './adapters/http/objections.controller.js';
import { ReviewsController } from './adapters/http/reviews.controller.js';
import { StepsController } from './adapters/http/steps.controller.js';
import { DeadlineFigures } from './adapters/metrics/deadline-figures.js';
import { SqlArchiveIndex } from './adapters/postgres/archive.sql-store.js';
import { SqlCaseNotes } from './adapters/postgres/case-notes.sql-store.js';
import { SqlDeadlineReadings } from './adapters/postgres/deadline-readings.sql-store.js';
import { SqlDeadlines } from './adapters/postgres/deadlines.sql-store.js';
import { SqlObjectionReadings } from './adapters/postgres/objection-readings.sql-store.js';
import { SqlObjections } from './adapters/postgres/objections.sql-store.js';
import { SqlReviewFiles } from './adapters/postgres/review-files.sql-store.js';
import { SqlReviewReadings } from './adapters/postgres/review-readings.sql-store.js';
import { DecideObjection } from './app/decide-objection.js';
import { NoteObjections } from './app/note-objections.js';
import { NoteRemovals } from './app/note-removals.js';
import { NoteSupplements } from './app/note-supplements.js';
import { NoteWithdrawals } from './app/note-withdrawals.js';
import { Objections } from './app/objections.js';
import { OpenReviews } from './app/open-reviews.js';
import { ArchiveIndex, ReadArchive } from './app/read-archive.js';
import { DeadlineReadings } from './app/read-deadlines.js';
import { ObjectionReadings } from './app/read-objections.js';
import { ReadReviews, ReviewReadings } from './app/read-reviews.js';
import { Announce, CaseNotes, ReviewFiles } from './app/review-files.js';
import { DeadlineLedger, SweepDeadlines } from './app/sweep-deadlines.js';
import { TakeSteps } from './app/take-steps.js';
import { ReviewConfig } from './review.config.js';

@Module({
  controllers: [
    ApplicationsController,
    ArchiveController,
    BatchesController,
    CalendarsController,
    DeadlinesController,
    DeadlineSweepsController,
    ObjectionsController,
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
    {
      provide: DeadlineFigures,
      inject: [Metrics, Transactions],
      useFactory: (metrics: Metrics, transactions: Transactions) => new DeadlineFigures(metrics, transactions),
    },
    { provide: Objections, useFactory: () => new SqlObjections() },
    { provide: CaseNotes, useFactory: () => new SqlCaseNotes() },
    { provide: DeadlineReadings, inject: [pg.Pool], useFactory: (pool: pg.Pool) => new SqlDeadlineReadings(pool) },
    { provide: ObjectionReadings, inject: [pg.Pool], useFactory: (pool: pg.Pool) => new SqlObjectionReadings(pool) },
    { provide: ArchiveIndex, inject: [pg.Pool], useFactory: (pool: pg.Pool) => new SqlArchiveIndex(pool) },
    {
      provide: ReadArchive,
      inject: [ArchiveIndex, ReviewReadings],
      useFactory: (index: ArchiveIndex, readings: ReviewReadings) => new ReadArchive(index, readings),
    },
    { provide: ReviewReadings, inject: [pg.Pool], useFactory: (pool: pg.Pool) => new SqlReviewReadings(pool) },
    { provide: DeadlineLedger, useFactory: () => new SqlDeadlines() },
    { provide: Announce, inject: [Outbox], useFactory: (outbox: Outbox) => new OutboxAnnounce(outbox) },
    {
      provide: OpenReviews,
      inject: [ReviewFiles, CalendarStore, ReviewConfig],
      useFactory: (files: ReviewFiles, calendars: CalendarStore, config: ReviewConfig) =>
        new OpenReviews(files, calendars, config.creditChinaOrganCode, config.jurisdiction),
    },
    { provide: NoteSupplements, inject: [ReviewFiles], useFactory: (files: ReviewFiles) => new NoteSupplements(files) },
    {
      provide: NoteWithdrawals,
      inject: [ReviewFiles, Announce, CaseNotes],
      useFactory: (files: ReviewFiles, announce: Announce, notes: CaseNotes) => new NoteWithdrawals(files, announce, notes),
    },
    {
      provide: NoteObjections,
      inject: [ReviewFiles, Objections, CaseNotes],
      useFactory: (files: ReviewFiles, objections: Objections, notes: CaseNotes) => new NoteObjections(files, objections, notes),
    },
    {
      provide: NoteRemovals,
      inject: [ReviewFiles, Objections, Announce],
      useFactory: (files: ReviewFiles, objections: Objections, announce: Announce) => new NoteRemovals(files, objections, announce),
    },
    {
      provide: DecideObjection,
      inject: [Transactions, ReviewFiles, Objections, Announce],
      useFactory: (transactions: Transactions, files: ReviewFiles, objections: Objections, announce: Announce) =>
        new DecideObjection(transactions, files, objections, announce),
    },
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
