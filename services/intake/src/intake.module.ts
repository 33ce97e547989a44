import { Module, type OnModuleInit, type Provider } from '@nestjs/common';
import { CalendarsController } from '@tongxiu/calendars';
import { Readiness } from '@tongxiu/hosting';
import { RemindersConsumer } from './adapters/bus/reminders.consumer.js';
import { CaseStepsConsumer } from './adapters/bus/case-steps.consumer.js';
import { ApplicationsController } from './adapters/http/applications/applications.controller.js';
import { CaseMovesController } from './adapters/http/cases/case-moves.controller.js';
import { ContactsController } from './adapters/http/contacts/contacts.controller.js';
import { BatchGate } from './adapters/http/records/batch-gate.js';
import { GuessLimit } from './adapters/http/progress/guess-limit.js';
import { MaterialsController } from './adapters/http/materials/materials.controller.js';
import { ProgressController } from './adapters/http/progress/progress.controller.js';
import { EligibilityController } from './adapters/http/eligibility/eligibility.controller.js';
import { IssuedMaterialsController } from './adapters/http/materials/issued-materials.controller.js';
import { RecognitionsController } from './adapters/http/recognitions/recognitions.controller.js';
import { RecordsController } from './adapters/http/records/records.controller.js';
import { SevereListsController } from './adapters/http/severe-lists/severe-lists.controller.js';
import { SqlSevereLists } from './adapters/postgres/severe-lists.sql-store.js';
import { MaterialStore } from './app/store-material.js';
import { IntakeConfig } from './intake.config.js';
import { messaging } from './intake.messages.js';
import { stores, useCases } from './intake.providers.js';

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
    CaseMovesController,
    ProgressController,
    ContactsController,
    RecognitionsController,
    EligibilityController,
    IssuedMaterialsController,
    CalendarsController,
    CaseStepsConsumer,
    RemindersConsumer,
  ],
  providers: [...stores, ...messaging, ...useCases, ...limits],
})
export class IntakeModule implements OnModuleInit {
  constructor(
    private readonly severeLists: SqlSevereLists,
    private readonly materials: MaterialStore,
    private readonly readiness: Readiness,
  ) {}

  /** Before the first request: the lists of the annexes, and a place for materials. */
  async onModuleInit(): Promise<void> {
    await this.severeLists.seed();
    await this.materials.prepare();
    this.readiness.add('materials', () => this.materials.notReady(), {
      zh: '材料存储无应答',
      en: 'the store of materials does not answer',
    });
  }
}
