import { calendarMigrations } from '@tongxiu/calendars';
import { defineService } from '@tongxiu/hosting';
import { acceptMultipart } from './adapters/http/materials/multipart.js';
import { Register0001_1750000000201 } from './adapters/postgres/migrations/0001-register.js';
import { Applications0002_1750000000202 } from './adapters/postgres/migrations/0002-applications.js';
import { CaseEndings0003_1750000000203 } from './adapters/postgres/migrations/0003-case-endings.js';
import { Messages0004_1750000000204 } from './adapters/postgres/migrations/0004-messages.js';
import { Recognitions0005_1750000000205 } from './adapters/postgres/migrations/0005-recognitions.js';
import { ListRegimes0006_1750000000206 } from './adapters/postgres/migrations/0006-list-regimes.js';
import { IssuedMaterials0007_1750000000207 } from './adapters/postgres/migrations/0007-issued-materials.js';
import { ApplicationsOfCompany0008_1750000000208 } from './adapters/postgres/migrations/0008-applications-of-company.js';
import { IntakeConfig, readIntakeConfig } from './intake.config.js';
import { IntakeModule } from './intake.module.js';

export const intake = defineService<IntakeConfig>({
  name: 'intake',
  title: { zh: '受理登记服务', en: 'Intake' },
  defaultPort: 7110,
  module: IntakeModule,
  migrations: [
    ...calendarMigrations,
    Register0001_1750000000201,
    Applications0002_1750000000202,
    CaseEndings0003_1750000000203,
    Messages0004_1750000000204,
    Recognitions0005_1750000000205,
    ListRegimes0006_1750000000206,
    IssuedMaterials0007_1750000000207,
    ApplicationsOfCompany0008_1750000000208,
  ],
  config: { token: IntakeConfig, read: readIntakeConfig },
  largeBodies: ['/records/batch', '/applications/batch'],
  prepareHttp: acceptMultipart,
});
