import { calendarMigrations } from '@tongxiu/calendars';
import { creditCodePattern } from '@tongxiu/contracts';
import { defineService, type Environment } from '@tongxiu/hosting';
import { rulebooks } from '@tongxiu/rulebook';
import { ClocksObjections0002_1750000000202 } from './adapters/postgres/migrations/clocks-objections-0002.js';
import { ReviewFiles0001_1750000000201 } from './adapters/postgres/migrations/review-files-0001.js';
import { ReviewConfig } from './review.config.js';
import { ReviewModule } from './review.module.js';

export const review = defineService({
  name: 'review',
  title: { zh: '审核服务', en: 'Review' },
  defaultPort: 7120,
  module: ReviewModule,
  migrations: [...calendarMigrations, ReviewFiles0001_1750000000201, ClocksObjections0002_1750000000202],
  config: { token: ReviewConfig, read: readConfig },
  largeBodies: ['/reviews/acceptances', '/reviews/decisions'],
});

function readConfig(env: Environment): ReviewConfig {
  const organCode = env.text('CREDIT_CHINA_ORGAN_CODE');
  if (organCode !== '' && !creditCodePattern.test(organCode)) {
    env.refuse('CREDIT_CHINA_ORGAN_CODE', 'must be a unified social credit code of 18 characters');
  }
  const jurisdiction = env.text('JURISDICTION', { default: 'HHHT' });
  if (!rulebooks.some((rulebook) => rulebook.jurisdiction === jurisdiction)) env.refuse('JURISDICTION', 'has no rulebook');
  return new ReviewConfig(organCode, env.integer('DEADLINE_SWEEP_SECONDS', { default: 60, min: 1, max: 86_400 }), jurisdiction);
}
