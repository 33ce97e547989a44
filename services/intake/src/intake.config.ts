import type { Environment } from '@tongxiu/hosting';
import { readBucketSettings, type BucketSettings } from './material-bucket.config.js';

export abstract class IntakeConfig {
  /** Where materials lie, or, with a bucket, only while they come in. */
  abstract readonly materialsDir: string;
  /** Where materials are kept instead of the folder; several instances need one, or a folder they share. */
  abstract readonly materialBucket: BucketSettings | undefined;
  abstract readonly messagesFile: string;
  /** Where short messages are sent; without one they are written to `messagesFile`. */
  abstract readonly messageGateway: { readonly url: string; readonly secret: string } | undefined;
  /** What numbers are sealed with: 32 bytes in base64, the same on every instance; without one a key file beside the materials. */
  abstract readonly contactKey: string | undefined;
  /** Whose rulebooks govern the applications made here. */
  abstract readonly jurisdiction: 'HHHT' | 'JS' | 'CN';
  /** The unit that works channel B, "Credit China": penalties of departments other than market regulation (H-026). */
  abstract readonly creditChinaOrganCode: string;
  /** Integrators that speak for a site: token subject → site (H-044). An operator may tell the outcome of any site. */
  abstract readonly recognitionSites: ReadonlyMap<string, string>;
  /** Batches worked at once; more are sent away with 429. */
  abstract readonly batchesMax: number;
  /** Right query codes an address may ask for in a minute; a wrong one counts ten times. */
  abstract readonly progressPerMinute: number;
}

export function readIntakeConfig(env: Environment): IntakeConfig {
  const materialsDir = env.path('MATERIALS_DIR');
  const contactKey = env.optional('CONTACT_KEY');
  if (contactKey !== undefined && Buffer.from(contactKey, 'base64').length !== 32) env.refuse('CONTACT_KEY', 'must be 32 bytes in base64');
  const gateway = env.optional('SMS_GATEWAY_URL');
  return {
    materialsDir,
    materialBucket: readBucketSettings(env),
    messagesFile: env.path('MESSAGES_FILE', { default: `${materialsDir}/messages.ndjson` }),
    messageGateway: gateway === undefined ? undefined : { url: env.url('SMS_GATEWAY_URL'), secret: env.text('SMS_GATEWAY_SECRET') },
    contactKey,
    jurisdiction: env.oneOf('JURISDICTION', ['HHHT', 'JS', 'CN'], { default: 'HHHT' }),
    creditChinaOrganCode: env.text('CREDIT_CHINA_ORGAN_CODE', { default: '11150100MB00090052' }),
    recognitionSites: readSites(env),
    batchesMax: env.integer('BATCHES_MAX', { default: 4, min: 1, max: 64 }),
    progressPerMinute: env.integer('PROGRESS_PER_MINUTE', { default: 120, min: 1 }),
  };
}

function readSites(env: Environment): ReadonlyMap<string, string> {
  const sites = env.json('RECOGNITION_SITES', { default: {} });
  const pairs = typeof sites === 'object' && sites !== null && !Array.isArray(sites) ? Object.entries(sites) : undefined;
  if (pairs !== undefined && pairs.every((pair): pair is [string, string] => typeof pair[1] === 'string')) return new Map(pairs);
  env.refuse('RECOGNITION_SITES', 'must be a JSON object of token subjects and sites');
  return new Map();
}
