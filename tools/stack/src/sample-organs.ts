import { sampleCode } from './sample-code.js';

export interface SampleOrgan {
  /** Names the organ's clients: `department-<slug>` and `reviewer-<slug>`. */
  readonly slug: string;
  /** As the annexes of the implementation plan print it. */
  readonly name: string;
  readonly code: string;
  readonly marketRegulation: boolean;
}

/**
 * State organs (11) of Hohhot (150100). The subjects run in a row from MB000001, so that nobody takes them for the codes of the real
 * organs. Every unit of the 34 severe lists comes first, then others that penalise or keep abnormal lists; the order is part of the codes.
 */
const units: readonly (readonly [slug: string, name: string, marketRegulation?: true])[] = [
  ['intermediate-court', '市中级人民法院'],
  ['human-resources', '市人社局'],
  ['market-regulation', '市市场监管局', true],
  ['tax', '市税务局'],
  ['statistics', '市统计局'],
  ['civil-affairs', '市民政局'],
  ['emergency-management', '市应急管理局'],
  ['development-reform', '市发展改革委'],
  ['transport', '市交通运输局'],
  ['disabled-federation', '市残联'],
  ['education', '市教育局'],
  ['health', '市卫生健康委'],
  ['medical-insurance', '市医疗保障局'],
  ['cyberspace', '市委网信办'],
  ['public-security', '市公安局'],
  ['culture-tourism', '市文旅局'],
  ['housing', '市住建局'],
  ['water', '市水利局'],
  ['agriculture', '市农牧局'],
  ['ecology', '市生态环境局'],
  ['intellectual-property', '市知识产权局'],
  ['fire-rescue', '市消防救援支队'],
  ['natural-resources', '市自然资源局'],
  ['finance', '市财政局'],
  ['public-resources', '市公共资源交易监督管理局'],
  ['post', '市邮政管理局'],
  ['saihan-customs', '赛罕海关'],
  ['commerce', '市商务局'],
  ['market-regulation-xincheng', '新城区市场监管局', true],
  ['market-regulation-saihan', '赛罕区市场监管局', true],
  ['city-management', '市城市管理综合执法局'],
  ['forestry', '市林业和草原局'],
  ['audit', '市审计局'],
  ['tobacco', '市烟草专卖局'],
];

/** Works the channel of penalties decided outside market regulation (H-020). */
export const creditChinaOrgan: SampleOrgan = organ('credit-china', '“信用中国（内蒙古呼和浩特）”网站', 900);

export const sampleOrgans: readonly SampleOrgan[] = units.map(([slug, name, marketRegulation], index) =>
  organ(slug, name, index + 1, marketRegulation),
);

export function organNamed(name: string): SampleOrgan {
  const found = [...sampleOrgans, creditChinaOrgan].find((candidate) => candidate.name === name || candidate.slug === name);
  if (found === undefined) throw new Error(`There is no sample organ ${name}.`);
  return found;
}

function organ(slug: string, name: string, number: number, marketRegulation = false): SampleOrgan {
  return { slug, name, code: sampleCode('11150100', `MB${String(number).padStart(6, '0')}`), marketRegulation };
}
