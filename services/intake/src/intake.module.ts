import { Module, type OnModuleInit, type Provider } from '@nestjs/common';
import { Outbox, Transactions } from '@tongxiu/messaging';
import pg from 'pg';
import { CaseStepsConsumer } from './adapters/bus/case-steps.consumer.js';
import { MaterialFolder } from './adapters/files/material-folder.js';
import { MessageFile } from './adapters/files/message-file.js';
import { ApplicationsController } from './adapters/http/applications/applications.controller.js';
import { BatchGate } from './adapters/http/records/batch-gate.js';
import { GuessLimit } from './adapters/http/progress/guess-limit.js';
import { MaterialsController } from './adapters/http/materials/materials.controller.js';
import { ProgressController } from './adapters/http/progress/progress.controller.js';
import { RecordsController } from './adapters/http/records/records.controller.js';
import { SevereListsController } from './adapters/http/severe-lists/severe-lists.controller.js';
import { RandomIdentifiers } from './adapters/identifiers.js';
import { SqlApplications, SqlMaterials, SqlOpenCases } from './adapters/postgres/applications.sql-store.js';
import { SqlCaseFiles } from './adapters/postgres/case-files.sql-reader.js';
import { SqlCaseProgresses } from './adapters/postgres/case-progress.sql-store.js';
import { SqlMaterialRegister } from './adapters/postgres/material.sql-register.js';
import { SqlRegisterReader } from './adapters/postgres/register.sql-reader.js';
import { SqlRegister } from './adapters/postgres/register.sql-store.js';
import { SqlSevereLists } from './adapters/postgres/severe-lists.sql-store.js';
import { FollowCases } from './app/follow-cases.js';
import { PushRecords } from './app/push-records.js';
import { MaterialRegister, MaterialStore, StoreMaterial } from './app/store-material.js';
import { Identifiers, Notifications, SubmitApplications } from './app/submit-applications.js';
import { SupplementApplication } from './app/supplement-application.js';
import { IntakeConfig } from './intake.config.js';
import { rulesInForce } from './rules-in-force.js';

const onPool = <Made>(make: new (pool: pg.Pool) => Made): Provider => ({
  provide: make,
  inject: [pg.Pool],
  useFactory: (pool: pg.Pool) => new make(pool),
});

const stores: Provider[] = [
  onPool(SqlSevereLists),
  onPool(SqlCaseFiles),
  onPool(SqlRegisterReader),
  { provide: MaterialRegister, inject: [pg.Pool], useFactory: (pool: pg.Pool) => new SqlMaterialRegister(pool) },
  { provide: MaterialStore, inject: [IntakeConfig], useFactory: ({ materialsDir }: IntakeConfig) => new MaterialFolder(materialsDir) },
  { provide: Notifications, inject: [IntakeConfig], useFactory: ({ messagesFile }: IntakeConfig) => new MessageFile(messagesFile) },
  { provide: Identifiers, useClass: RandomIdentifiers },
];

const useCases: Provider[] = [
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
    provide: SubmitApplications,
    inject: [Transactions, Outbox, Identifiers, Notifications, IntakeConfig],
    useFactory: (
      transactions: Transactions,
      outbox: Outbox,
      identifiers: Identifiers,
      notifications: Notifications,
      config: IntakeConfig,
    ) => {
      const stored = { register: new SqlRegister(), applications: new SqlApplications(), materials: new SqlMaterials() };
      return new SubmitApplications(transactions, { ...stored, outbox, identifiers, notifications }, rulesInForce(config.jurisdiction));
    },
  },
  {
    provide: SupplementApplication,
    inject: [Transactions, Outbox],
    useFactory: (transactions: Transactions, outbox: Outbox) =>
      new SupplementApplication(transactions, new SqlOpenCases(), new SqlCaseProgresses(), new SqlMaterials(), outbox),
  },
  { provide: FollowCases, useFactory: () => new FollowCases(new SqlCaseProgresses()) },
];

const limits: Provider[] = [
  { provide: BatchGate, inject: [IntakeConfig], useFactory: ({ batchesMax }: IntakeConfig) => new BatchGate(batchesMax) },
  { provide: GuessLimit, inject: [IntakeConfig], useFactory: ({ progressPerMinute }: IntakeConfig) => new GuessLimit(progressPerMinute) },
];

@Module({
  controllers: [
    RecordsController,
    SevereListsController,
    MaterialsController,
    ApplicationsController,
    ProgressController,
    CaseStepsConsumer,
  ],
  providers: [...stores, ...useCases, ...limits],
})
export class IntakeModule implements OnModuleInit {
  constructor(
    private readonly severeLists: SqlSevereLists,
    private readonly materials: MaterialStore,
  ) {}

  /** Before the first request: the lists of the annexes, and a folder that can be written to. */
  async onModuleInit(): Promise<void> {
    await this.severeLists.seed();
    if (this.materials instanceof MaterialFolder) await this.materials.prepare();
  }
}
