import { defineService } from '@tongxiu/hosting';
import { publicityMigrations } from './adapters/postgres/migrations/index.js';
import { PublicityConfig } from './config.js';
import { PublicityModule } from './publicity.module.js';

export const publicity = defineService({
  name: 'publicity',
  title: { zh: '公示服务', en: 'Publicity' },
  defaultPort: 7130,
  module: PublicityModule,
  migrations: publicityMigrations,
  config: { token: PublicityConfig, read: PublicityConfig.read },
});
