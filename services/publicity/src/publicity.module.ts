import { randomUUID } from 'node:crypto';
import { Module } from '@nestjs/common';
import { Clock } from '@tongxiu/hosting';
import { Outbox, Transactions } from '@tongxiu/messaging';
import { RegisterFactsConsumer } from './adapters/bus/register-facts.consumer.js';
import { ReviewFactsConsumer } from './adapters/bus/review-facts.consumer.js';
import { ConflictsController } from './adapters/http/conflicts/conflicts.controller.js';
import { ExpiriesController } from './adapters/http/expiries.controller.js';
import { PublicRecordsController } from './adapters/http/public-records.controller.js';
import { PublicationsController } from './adapters/http/publications.controller.js';
import { ReminderSweepsController } from './adapters/http/reminder-sweeps.controller.js';
import { SqlConflicts } from './adapters/postgres/conflicts.sql-store.js';
import { SqlDesiredStates } from './adapters/postgres/desired-states.sql-store.js';
import { SqlPublicRecords } from './adapters/postgres/public-records.sql-store.js';
import { SqlPublications } from './adapters/postgres/publications.sql-store.js';
import { SqlReminders } from './adapters/postgres/reminders.sql-store.js';
import { RulebookPeriods } from './adapters/rulebook/rulebook-periods.js';
import { DailySweep } from './adapters/timer/daily-sweep.js';
import { Announce } from './app/announce.js';
import { Conflicts } from './app/conflicts.js';
import { DesiredStates } from './app/desired-states.js';
import { EndPublications } from './app/end-publications.js';
import { ExpirePublications } from './app/expire-publications.js';
import { FollowRegister } from './app/follow-register.js';
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
    PublicRecordsController,
    PublicationsController,
    ExpiriesController,
    ConflictsController,
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
    { provide: PublicRecords, inject: [Transactions], useFactory: (transactions: Transactions) => new SqlPublicRecords(transactions) },
    { provide: DesiredStates, inject: [Transactions], useFactory: (transactions: Transactions) => new SqlDesiredStates(transactions) },
  ],
})
export class PublicityModule {}
