import type { Environment } from '@tongxiu/hosting';

export abstract class IntakeConfig {
  abstract readonly materialsDir: string;
  abstract readonly messagesFile: string;
  /** Whose rulebooks govern the applications made here. */
  abstract readonly jurisdiction: 'HHHT' | 'JS' | 'CN';
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
    batchesMax: env.integer('BATCHES_MAX', { default: 4, min: 1, max: 64 }),
    progressPerMinute: env.integer('PROGRESS_PER_MINUTE', { default: 120, min: 1 }),
  };
}
