import type { Environment } from '@tongxiu/hosting';

export abstract class IntakeConfig {
  abstract readonly materialsDir: string;
  abstract readonly messagesFile: string;
  /** Whose rulebooks govern the applications made here. */
  abstract readonly jurisdiction: 'HHHT' | 'JS' | 'CN';
  /** The unit that works channel B, "Credit China": penalties of departments other than market regulation (H-026). */
  abstract readonly creditChinaOrganCode: string;
  /** Batches worked at once; more are sent away with 429. */
  abstract readonly batchesMax: number;
  /** Right query codes an address may ask for in a minute; a wrong one counts ten times. */
  abstract readonly progressPerMinute: number;
}

export function readIntakeConfig(env: Environment): IntakeConfig {
  const materialsDir = env.path('MATERIALS_DIR');
  return {
    materialsDir,
    messagesFile: env.path('MESSAGES_FILE', { default: `${materialsDir}/messages.ndjson` }),
    jurisdiction: env.oneOf('JURISDICTION', ['HHHT', 'JS', 'CN'], { default: 'HHHT' }),
    creditChinaOrganCode: env.text('CREDIT_CHINA_ORGAN_CODE', { default: '11150100MB00090052' }),
    batchesMax: env.integer('BATCHES_MAX', { default: 4, min: 1, max: 64 }),
    progressPerMinute: env.integer('PROGRESS_PER_MINUTE', { default: 120, min: 1 }),
  };
}
