import { randomUUID } from 'node:crypto';
import { Module } from '@nestjs/common';
import { Clock } from '@tongxiu/hosting';
import { Outbox, Transactions } from '@tongxiu/messaging';
import { ApplicationFactsConsumer } from './adapters/bus/application-facts.consumer.js';
import { ListRegimesConsumer } from './adapters/bus/list-regimes.consumer.js';
import { RegisterFactsConsumer } from './adapters/bus/register-facts.consumer.js';
import { ReviewFactsConsumer } from './adapters/bus/review-facts.consumer.js';
import { GuidanceController } from './adapters/http/guidance/guidance.controller.js';
import { NoticeServicesController } from './adapters/http/notices/notice-services.controller.js';
import { NoticesController } from './adapters/http/notices/notices.controller.js';
import { ConflictsController } from './adapters/http/operator/conflicts.controller.js';
import { ExpiriesController } from './adapters/http/operator/expiries.controller.js';
import { PublicationsController } from './adapters/http/operator/publications.controller.js';
import { ReminderSweepsController } from './adapters/http/operator/reminder-sweeps.controller.js';
import { CommitmentsController } from './adapters/http/public/commitments.controller.js';
import { PublicRecordsController } from './adapters/http/public/public-records.controller.js';
import { SubjectsController } from './adapters/http/public/subjects.controller.js';
import { SqlAppliedCases } from './adapters/postgres/applied-cases.sql-store.js';
import { SqlConflicts } from './adapters/postgres/conflicts.sql-store.js';
import { SqlDesiredStates } from './adapters/postgres/desired-states.sql-store.js';
import { SqlListRegimes } from './adapters/postgres/list-regimes.sql-store.js';
import { SqlNotices } from './adapters/postgres/notices.sql-store.js';
import { SqlPublicRecords } from './adapters/postgres/public-records.sql-store.js';
import { PublicSearch } from './adapters/postgres/public-search.js';
import { SqlPublications } from './adapters/postgres/publications.sql-store.js';
import { SqlReminders } from './adapters/postgres/reminders.sql-store.js';
import { RulebookGuidance } from './adapters/rulebook/guidance/rulebook-guidance.js';
import { RulebookPeriods } from './adapters/rulebook/rulebook-periods.js';
import { DailySweep } from './adapters/timer/daily-sweep.js';
import { Announce } from './app/announce.js';
import { AppliedCases } from './app/applied-cases.js';
import { Conflicts } from './app/conflicts.js';
import { DesiredStates } from './app/desired-states.js';
import { EndPublications } from './app/end-publications.js';
import { ExpirePublications } from './app/expire-publications.js';
import { FollowRegister } from './app/follow-register.js';
import { Guidance, ListRegimes } from './app/guidance.js';
import { NoteDecisions } from './app/note-decisions.js';
import { Notices } from './app/notices.js';
import { PublicRecords } from './app/public-records.js';
import { Publications } from './app/publications.js';
import { PublicityPeriods } from './app/publicity-periods.js';
import { RemindCompanies, Reminders } from './app/remind-companies.js';
import { SettleConflict } from './app/settle-conflict.js';
import { PublicityConfig } from './config.js';

@Module({
  controllers: [
    RegisterFactsConsumer,
    ReviewFactsConsumer,
    ApplicationFactsConsumer,
    PublicRecordsController,
    CommitmentsController,
    SubjectsController,
    PublicationsController,
    ExpiriesController,
    ReminderSweepsController,
    ConflictsController,
    NoticesController,
    NoticeServicesController,
    GuidanceController,
    ListRegimesConsumer,
  ],
  providers: [
    { provide: Publications, useClass: SqlPublications },
    { provide: Announce, inject: [Outbox], useFactory: (outbox: Outbox) => new Announce(outbox) },
    {
      provide: PublicityPeriods,
      inject: [PublicityConfig],
      useFactory: ({ jurisdiction }: PublicityConfig) => new RulebookPeriods(jurisdiction),
    },
    {
      provide: FollowRegister,
      inject: [Publications, Conflicts, Announce],
      useFactory: (publications: Publications, conflicts: Conflicts, announce: Announce) =>
        new FollowRegister(publications, conflicts, announce),
    },
    {
      provide: Conflicts,
      inject: [Transactions],
      useFactory: (transactions: Transactions) => new SqlConflicts(transactions, randomUUID),
    },
    {
      provide: SettleConflict,
      inject: [Transactions, Publications, Conflicts, Announce],
      useFactory: (transactions: Transactions, publications: Publications, conflicts: Conflicts, announce: Announce) =>
        new SettleConflict(transactions, publications, conflicts, announce, randomUUID),
    },
    {
      provide: EndPublications,
      inject: [Publications, Announce],
      useFactory: (publications: Publications, announce: Announce) => new EndPublications(publications, announce),
    },
    {
      provide: ExpirePublications,
      inject: [Transactions, Publications, Announce],
      useFactory: (transactions: Transactions, publications: Publications, announce: Announce) =>
        new ExpirePublications(transactions, publications, announce, randomUUID),
    },
    { provide: Notices, inject: [Transactions], useFactory: (transactions: Transactions) => new SqlNotices(transactions) },
    {
      provide: Guidance,
      inject: [PublicityConfig],
      useFactory: ({ jurisdiction }: PublicityConfig) => new RulebookGuidance(jurisdiction),
    },
    { provide: ListRegimes, inject: [Transactions], useFactory: (transactions: Transactions) => new SqlListRegimes(transactions) },
    { provide: Reminders, useClass: SqlReminders },
    {
      provide: RemindCompanies,
      inject: [Transactions, Publications, Reminders, Announce, PublicityConfig],
      useFactory: (
        transactions: Transactions,
        publications: Publications,
        reminders: Reminders,
        announce: Announce,
        { remindDaysBeforeMaximum }: PublicityConfig,
      ) => new RemindCompanies(transactions, publications, reminders, announce, remindDaysBeforeMaximum),
    },
    {
      provide: DailySweep,
      inject: [ExpirePublications, RemindCompanies, Clock],
      useFactory: (expirePublications: ExpirePublications, remindCompanies: RemindCompanies, clock: Clock) =>
        new DailySweep(expirePublications, remindCompanies, clock),
    },
    { provide: PublicSearch, inject: [Transactions], useFactory: (transactions: Transactions) => new PublicSearch(transactions) },
    {
      provide: PublicRecords,
      inject: [Transactions, PublicSearch],
      useFactory: (transactions: Transactions, search: PublicSearch) => new SqlPublicRecords(transactions, search),
    },
    { provide: AppliedCases, inject: [PublicSearch], useFactory: (search: PublicSearch) => new SqlAppliedCases(search) },
    {
      provide: NoteDecisions,
      inject: [AppliedCases, Publications, Conflicts],
      useFactory: (cases: AppliedCases, publications: Publications, conflicts: Conflicts) =>
        new NoteDecisions(cases, publications, conflicts),
    },
    { provide: DesiredStates, inject: [Transactions], useFactory: (transactions: Transactions) => new SqlDesiredStates(transactions) },
  ],
})
export class PublicityModule {}
