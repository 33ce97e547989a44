import type { Provider } from '@nestjs/common';
import { CalendarStore, SqlCalendarStore } from '@tongxiu/calendars';
import { Outbox, Transactions } from '@tongxiu/messaging';
import pg from 'pg';
import { openMaterialStore } from './adapters/open-material-store.js';
import { RandomIdentifiers } from './adapters/identifiers.js';
import { SqlApplications, SqlMaterials, SqlOpenCases } from './adapters/postgres/cases/applications.sql-store.js';
import { SqlCasesOfMaterials } from './adapters/postgres/cases/cases-of-materials.sql-reader.js';
import { SqlCaseFiles } from './adapters/postgres/cases/case-files.sql-reader.js';
import { SqlCaseProgresses } from './adapters/postgres/cases/case-progress.sql-store.js';
import { SqlEligibilityFacts, SqlIssuedMaterials } from './adapters/postgres/issued-materials.sql-store.js';
import { SqlListRegimes, SqlRegimePages } from './adapters/postgres/list-regimes.sql-store.js';
import { SqlMaterialRegister } from './adapters/postgres/material.sql-register.js';
import { SqlObjectionPages, SqlObjections } from './adapters/postgres/cases/objections.sql-store.js';
import { SqlRecognitions } from './adapters/postgres/cases/recognitions.sql-store.js';
import { SqlRegisterReader } from './adapters/postgres/register.sql-reader.js';
import { SqlRegister } from './adapters/postgres/register.sql-store.js';
import { SqlSevereLists } from './adapters/postgres/severe-lists.sql-store.js';
import { EligibilityFacts, ExplainEligibility } from './app/explain-eligibility.js';
import { FollowCases } from './app/cases/follow-cases.js';
import { IssuedMaterials } from './app/issue-material.js';
import { KeepRegimes } from './app/keep-regimes.js';
import { ObjectToRefusal } from './app/cases/object-to-refusal.js';
import { Messages } from './app/messages/messages.js';
import { PushRecords } from './app/push-records.js';
import { RecogniseOutcome, Recognitions } from './app/cases/recognise-outcome.js';
import { ReadMaterial } from './app/read-material.js';
import { MaterialRegister, MaterialStore, StoreMaterial } from './app/store-material.js';
import { RulesInForce } from './app/rules-in-force.js';
import { Identifiers, SubmitApplications } from './app/submit-applications.js';
import { SupplementApplication } from './app/cases/supplement-application.js';
import { WithdrawApplication } from './app/cases/withdraw-application.js';
import { IntakeConfig } from './intake.config.js';
import { rulesInForce } from './rules-in-force.js';

const onPool = <Made>(make: new (pool: pg.Pool) => Made): Provider => ({
  provide: make,
  inject: [pg.Pool],
  useFactory: (pool: pg.Pool) => new make(pool),
});

export const stores: Provider[] = [
  onPool(SqlSevereLists),
  onPool(SqlCaseFiles),
  onPool(SqlRegisterReader),
  onPool(SqlObjectionPages),
  onPool(SqlRegimePages),
  { provide: MaterialRegister, inject: [pg.Pool], useFactory: (pool: pg.Pool) => new SqlMaterialRegister(pool) },
  {
    provide: MaterialStore,
    inject: [IntakeConfig],
    useFactory: ({ materialsDir, materialBucket }: IntakeConfig) => openMaterialStore(materialsDir, materialBucket),
  },
  { provide: Recognitions, inject: [pg.Pool], useFactory: (pool: pg.Pool) => new SqlRecognitions(pool) },
  { provide: IssuedMaterials, inject: [pg.Pool], useFactory: (pool: pg.Pool) => new SqlIssuedMaterials(pool) },
  { provide: EligibilityFacts, inject: [pg.Pool], useFactory: (pool: pg.Pool) => new SqlEligibilityFacts(pool) },
  { provide: Identifiers, useClass: RandomIdentifiers },
  {
    provide: CalendarStore,
    inject: [pg.Pool, Transactions],
    useFactory: (pool: pg.Pool, transactions: Transactions) => new SqlCalendarStore(pool, transactions),
  },
  {
    provide: RulesInForce,
    inject: [IntakeConfig, CalendarStore],
    useFactory: ({ jurisdiction }: IntakeConfig, calendars: CalendarStore) => rulesInForce(jurisdiction, calendars),
  },
];

export const useCases: Provider[] = [
  {
    provide: PushRecords,
    inject: [Transactions, SqlSevereLists, Outbox],
    useFactory: (transactions: Transactions, lists: SqlSevereLists, outbox: Outbox) =>
      new PushRecords(transactions, new SqlRegister(), lists, outbox),
  },
  {
    provide: StoreMaterial,
    inject: [MaterialStore, MaterialRegister],
    useFactory: (store: MaterialStore, register: MaterialRegister) => new StoreMaterial(store, register),
  },
  {
    provide: ReadMaterial,
    inject: [MaterialRegister, MaterialStore, pg.Pool, IntakeConfig],
    useFactory: (register: MaterialRegister, store: MaterialStore, pool: pg.Pool, { creditChinaOrganCode }: IntakeConfig) =>
      new ReadMaterial(register, store, new SqlCasesOfMaterials(pool), creditChinaOrganCode),
  },
  {
    provide: SubmitApplications,
    inject: [Transactions, Outbox, Identifiers, Messages, RulesInForce],
    useFactory: (transactions: Transactions, outbox: Outbox, identifiers: Identifiers, messages: Messages, rules: RulesInForce) => {
      const stored = { register: new SqlRegister(), applications: new SqlApplications(), materials: new SqlMaterials() };
      return new SubmitApplications(transactions, { ...stored, regimes: new SqlListRegimes(), outbox, identifiers, messages }, rules);
    },
  },
  {
    provide: SupplementApplication,
    inject: [Transactions, Outbox],
    useFactory: (transactions: Transactions, outbox: Outbox) =>
      new SupplementApplication(transactions, new SqlOpenCases(), new SqlCaseProgresses(), new SqlMaterials(), outbox),
  },
  {
    provide: WithdrawApplication,
    inject: [Transactions, Outbox],
    useFactory: (transactions: Transactions, outbox: Outbox) =>
      new WithdrawApplication(transactions, new SqlOpenCases(), new SqlCaseProgresses(), outbox),
  },
  {
    provide: ObjectToRefusal,
    inject: [Transactions, Outbox, Identifiers, Messages, RulesInForce],
    useFactory: (transactions: Transactions, outbox: Outbox, identifiers: Identifiers, messages: Messages, rules: RulesInForce) => {
      const stored = { cases: new SqlOpenCases(), objections: new SqlObjections(), progresses: new SqlCaseProgresses() };
      const ports = { ...stored, register: new SqlRegister(), materials: new SqlMaterials(), messages, outbox, identifiers };
      return new ObjectToRefusal(transactions, ports, rules);
    },
  },
  {
    provide: ExplainEligibility,
    inject: [EligibilityFacts, RulesInForce],
    useFactory: (facts: EligibilityFacts, rules: RulesInForce) => new ExplainEligibility(facts, rules),
  },
  {
    provide: KeepRegimes,
    inject: [Transactions, Outbox],
    useFactory: (transactions: Transactions, outbox: Outbox) => new KeepRegimes(transactions, new SqlListRegimes(), outbox),
  },
  {
    provide: RecogniseOutcome,
    inject: [Transactions, Outbox, Identifiers, Messages, Recognitions, RulesInForce],
    useFactory: (
      transactions: Transactions,
      outbox: Outbox,
      identifiers: Identifiers,
      messages: Messages,
      recognitions: Recognitions,
      rules: RulesInForce,
    ) => {
      const stored = { register: new SqlRegister(), applications: new SqlApplications(), progresses: new SqlCaseProgresses() };
      return new RecogniseOutcome(transactions, { ...stored, recognitions, messages, outbox, identifiers }, rules);
    },
  },
  {
    provide: FollowCases,
    inject: [Messages],
    useFactory: (messages: Messages) => new FollowCases(new SqlCaseProgresses(), messages),
  },
];
