import { recordKeyOf, type RecordKind } from '@tongxiu/contracts';
import { severeLists } from '@tongxiu/rulebook';
import type { SampleOrgan } from '@tongxiu/stack';
import { addDays, addMonths, type IsoDate } from '@tongxiu/working-days';
import { companyOf, type Company } from './companies.js';
import { Random } from './random.js';

/** One row as a department pushes it, with what the demo has to remember of it. */
export interface SampleRecord {
  readonly recordKey: string;
  readonly kind: RecordKind;
  readonly organ: SampleOrgan;
  readonly company: Company;
  readonly decidedOn: IsoDate;
  /** Whether its minimum period has passed, so that a repair may be applied for. */
  readonly repairable: boolean;
  readonly row: Readonly<Record<string, unknown>>;
}

/** Shares of the four kinds in what a city pushes; individual businesses are by far the most in number of subjects. */
const kinds: readonly RecordKind[] = [
  ...Array<RecordKind>(10).fill('penalty'),
  ...Array<RecordKind>(4).fill('abnormalOperation'),
  ...Array<RecordKind>(3).fill('individualAbnormal'),
  ...Array<RecordKind>(3).fill('severeList'),
];

const penalties = [
  {
    domains: '食品',
    CF_CFLB: '1',
    CF_WFXW: '经营标签不符合规定的预包装食品',
    CF_YJ: '《食品安全法》第一百二十五条',
    CF_NR: '罚款人民币五千元',
    CF_NR_FK: 0.5,
  },
  { domains: '消防', CF_CFLB: '1', CF_WFXW: '占用、堵塞疏散通道', CF_YJ: '《消防法》第六十条', CF_NR: '罚款人民币一万元', CF_NR_FK: 1 },
  {
    domains: '安全生产',
    CF_CFLB: '1',
    CF_WFXW: '未按规定对从业人员进行安全生产教育和培训',
    CF_YJ: '《安全生产法》第九十七条',
    CF_NR: '罚款人民币三万元',
    CF_NR_FK: 3,
  },
  {
    domains: '生态环境',
    CF_CFLB: '1',
    CF_WFXW: '未采取有效措施防治扬尘污染',
    CF_YJ: '《大气污染防治法》第一百一十五条',
    CF_NR: '罚款人民币二万元',
    CF_NR_FK: 2,
  },
  {
    domains: '其他',
    CF_CFLB: '0、1',
    CF_WFXW: '未按规定明码标价',
    CF_YJ: '《价格法》第四十二条',
    CF_NR: '警告，并处罚款人民币二千元',
    CF_NR_FK: 0.2,
  },
  { domains: '其他', CF_CFLB: '2', CF_WFXW: '发布虚假广告', CF_YJ: '《广告法》第五十五条', CF_NR: '没收违法所得人民币八千元', CF_NR_FK: 0 },
] as const;
const longDomains: ReadonlySet<string> = new Set(['食品', '消防', '安全生产']);

const abnormalReasons = [
  '未依照规定期限公示年度报告',
  '通过登记的住所或者经营场所无法联系',
  '未在责令的期限内公示有关企业信息',
  '公示企业信息隐瞒真实情况、弄虚作假',
] as const;

/** The same number always gives the same records on the same day; the first rows of a larger demo are those of a smaller one. */
export function sampleRecords(count: number, today: IsoDate, organs: readonly SampleOrgan[], series = 0): SampleRecord[] {
  const random = new Random(2024_398);
  const marketRegulation = organs.filter((organ) => organ.marketRegulation);
  const others = organs.filter((organ) => !organ.marketRegulation);
  const names = new Set(organs.map(({ name }) => name));
  const lists = severeLists.filter(({ active, units }) => active && units.some((unit) => names.has(unit)));
  return Array.from({ length: count }, (_, index) => {
    const kind = random.pick(kinds);
    const company = companyFor(kind, random.below(Math.max(40, Math.floor(count / 4))));
    const number = String(series + index + 1).padStart(6, '0');
    switch (kind) {
      case 'penalty':
        return penalty(random, company, random.below(3) === 0 ? random.pick(marketRegulation) : random.pick(others), number, today);
      case 'severeList': {
        const list = random.pick(lists);
        const organ = organs.find(({ name }) => list.units.includes(name));
        if (organ === undefined) throw new Error(`no sample organ for ${list.name}`);
        return listed(random, kind, company, organ, `${list.id}-2026-${number}`, today, list.id);
      }
      default:
        return listed(random, kind, company, random.pick(marketRegulation), `异常〔2026〕${number}号`, today);
    }
  });
}

/** Individual businesses have their own kind of record; every fifth sample company is one. */
function companyFor(kind: RecordKind, serial: number): Company {
  return companyOf(kind === 'individualAbnormal' ? serial - (serial % 5) + 4 : serial - (serial % 5) + (serial % 4));
}

function penalty(random: Random, company: Company, organ: SampleOrgan, number: string, today: IsoDate): SampleRecord {
  const conduct = random.pick(penalties);
  const minimumMonths = longDomains.has(conduct.domains) ? 12 : 3;
  const early = random.below(10) === 0;
  const decidedOn = early ? addDays(today, -random.below(60)) : addMonths(addDays(today, -1 - random.below(300)), -minimumMonths);
  const CF_WSH = `呼罚〔${decidedOn.slice(0, 4)}〕${number}号`;
  const row = {
    action: 'list',
    kind: 'penalty',
    CF_WSH,
    CF_XDR_MC: company.name,
    CF_XDR_LB: company.kind === 'individualBusiness' ? '个体工商户' : '法人及非法人组织',
    CF_XDR_SHXYM: company.creditCode,
    CF_SY: conduct.CF_WFXW,
    ...conduct,
    CF_JDRQ: decidedOn.replaceAll('-', '/'),
    CF_CFJG: organ.name,
    CF_CFJGDM: organ.code,
  };
  const recordKey = recordKeyOf({ kind: 'penalty', organCode: organ.code, documentNo: CF_WSH });
  return { recordKey, kind: 'penalty', organ, company, decidedOn, repairable: !early, row };
}

function listed(
  random: Random,
  kind: RecordKind,
  company: Company,
  organ: SampleOrgan,
  documentNo: string,
  today: IsoDate,
  listId?: string,
): SampleRecord {
  const decidedOn = addDays(today, -1 - random.below(500));
  const reason = kind === 'severeList' ? '符合严重失信主体名单列入条件' : random.pick(abnormalReasons);
  const row = {
    action: 'list',
    kind,
    documentNo,
    subjectName: company.name,
    creditCode: company.creditCode,
    decidedOn,
    reason,
    ...(listId === undefined ? {} : { listId }),
  };
  const recordKey = recordKeyOf({ kind, organCode: organ.code, documentNo, ...(listId === undefined ? {} : { listId }) });
  return { recordKey, kind, organ, company, decidedOn, repairable: true, row };
}
