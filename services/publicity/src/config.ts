import { recordKinds, tiers, type RecordKind, type Tier } from '@tongxiu/contracts';
import type { Environment } from '@tongxiu/hosting';
import { rulebooks } from '@tongxiu/rulebook';

/** A site as the public is told of it: which kinds of record it shows. How to reach it is the business of `sync`. */
export interface ShowingSite {
  readonly id: string;
  readonly tier: Tier;
  readonly name: { readonly zh: string; readonly en: string };
  readonly kinds: readonly RecordKind[];
}

export class PublicityConfig {
  constructor(
    readonly sites: readonly ShowingSite[],
    readonly publicRequestsPerMinute: number,
    /** Whose rulebooks say how long a record is shown. */
    readonly jurisdiction: string,
    /** So many days before the maximum ends, the company is told. */
    readonly remindDaysBeforeMaximum: number,
  ) {}

  static read(env: Environment): PublicityConfig {
    const perMinute = env.integer('PUBLIC_REQUESTS_PER_MINUTE', { default: 600, min: 1 });
    const sites = env.json('PUBLICITY_SITES', { default: knownSites });
    if (!isSites(sites)) env.refuse('PUBLICITY_SITES', 'must be a JSON list of { id, tier, name: { zh, en }, kinds }');
    const jurisdiction = env.text('JURISDICTION', { default: 'HHHT' });
    if (!rulebooks.some((rulebook) => rulebook.jurisdiction === jurisdiction)) env.refuse('JURISDICTION', 'has no rulebook');
    const remindDays = env.integer('REMIND_DAYS_BEFORE_MAXIMUM', { default: 30, min: 1, max: 365 });
    return new PublicityConfig(isSites(sites) ? sites : [], perMinute, jurisdiction, remindDays);
  }
}

/** The three levels an approved repair is to show on (Seed A four, five (2) and (5)). */
const knownSites: readonly ShowingSite[] = [
  { id: 'credit-china', tier: 'national', name: { zh: '信用中国', en: 'Credit China' }, kinds: recordKinds },
  {
    id: 'publicity-system',
    tier: 'national',
    name: { zh: '国家企业信用信息公示系统（内蒙古）', en: 'National Enterprise Credit Information Publicity System (Inner Mongolia)' },
    kinds: recordKinds,
  },
  {
    id: 'regional-platform',
    tier: 'regional',
    name: { zh: '内蒙古自治区社会信用信息平台', en: 'Inner Mongolia credit information platform' },
    kinds: recordKinds,
  },
  {
    id: 'credit-hohhot',
    tier: 'city',
    name: { zh: '信用中国（内蒙古呼和浩特）', en: 'Credit China (Hohhot, Inner Mongolia)' },
    kinds: recordKinds,
  },
];

const isSites = (value: unknown): value is ShowingSite[] => Array.isArray(value) && value.every(isSite);

function isSite(value: unknown): value is ShowingSite {
  if (typeof value !== 'object' || value === null) return false;
  const { id, tier, name, kinds } = value as Partial<Record<keyof ShowingSite, unknown>>;
  return (
    typeof id === 'string' &&
    tiers.some((known) => known === tier) &&
    isWording(name) &&
    Array.isArray(kinds) &&
    kinds.every((kind) => recordKinds.some((known) => known === kind))
  );
}

const isWording = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'zh' in value &&
  typeof value.zh === 'string' &&
  'en' in value &&
  typeof value.en === 'string';
