import { calendarMigrations } from '@tongxiu/calendars';
import { defineService } from '@tongxiu/hosting';
import { syncMigrations } from './adapters/postgres/migrations/index.js';
import { readConfig, SyncConfig } from './config.js';
import { SyncModule } from './sync.module.js';

export const sync = defineService({
  name: 'sync',
  title: { zh: '同步服务', en: 'Sync' },
  defaultPort: 7140,
  module: SyncModule,
  migrations: [...calendarMigrations, ...syncMigrations],
  config: { token: SyncConfig, read: readConfig },
});
