import { checkCreditCode } from '@tongxiu/credit-code';
import type { RecordKind, SubjectKind } from '@tongxiu/contracts';
import { organMayList, severeLists } from '@tongxiu/rulebook';
import type { PushContext } from './push-row.js';
import type { RowField } from './row-fields.js';
import { foldName } from './text-folding.js';
import { objection, words, type Objection, type Wording } from '../wording.js';

/** The organ of the verified token: whatever a row says, nothing is done in another organ's name. */
export interface PushingOrgan {
  readonly code: string;
  readonly name: string;
  readonly marketRegulation: boolean;
}

/** What a row states, as far as it could be read; a rule about a value that could not be read has nothing to add. */
export interface RowFacts {
  readonly listing: boolean;
  readonly kind?: RecordKind | undefined;
  readonly listId?: string | undefined;
  readonly organCode?: string | undefined;
  readonly organName?: string | undefined;
  readonly naturalPerson: boolean;
  readonly detention: boolean;
  readonly subjectKind?: SubjectKind | undefined;
  readonly creditCode?: string | undefined;
  readonly decidedOn?: string | undefined;
  readonly removedOn?: string | undefined;
  readonly publicityEndsOn?: string | undefined;
  readonly publishable: boolean;
  readonly revoked: boolean;
  readonly today: string;
}

interface RowRule {
  readonly cites: string;
  readonly field: RowField;
  readonly requires: Wording | ((facts: RowFacts) => Wording);
  readonly holds: (facts: RowFacts, context: PushContext) => boolean;
}

const listOf = (facts: RowFacts) => (facts.kind === 'severeList' && facts.listId !== undefined ? facts.listId : undefined);
const knownList = (id: string): boolean => severeLists.some((list) => list.id === id);
const nameOfList = (facts: RowFacts): string => severeLists.find((list) => list.id === facts.listId)?.name ?? '';
const abnormal = (facts: RowFacts): boolean => facts.kind === 'abnormalOperation' || facts.kind === 'individualAbnormal';

function codeFaults({ creditCode = '' }: RowFacts): Wording {
  const faults = (checkCreditCode(creditCode).errors ?? []).slice(0, 5).map((error) => error.message);
  return words(faults.map((fault) => fault.zh).join(''), faults.map((fault) => fault.en).join(' '));
}

/** No organ that pushes is older. A slip of the keyboard would be shown for ever, or be a day no site can read. */
const firstDecisions = '1949-10-01';

const rowRules: readonly RowRule[] = [
  {
    cites: 'H-007',
    field: 'subjectKind',
    requires: words(
      '修复范围为法人和非法人组织，不接收自然人信息',
      'only legal persons and unincorporated organisations are in scope; records of natural persons are not taken',
    ),
    holds: (facts) => !facts.naturalPerson,
  },
  {
    cites: 'H-007',
    field: 'penaltyKinds',
    requires: words('行政拘留只适用于自然人，不在接收范围', 'administrative detention concerns natural persons only and is not taken'),
    holds: (facts) => !facts.detention,
  },
  {
    cites: 'GB 32100-2015',
    field: 'creditCode',
    requires: codeFaults,
    holds: ({ creditCode }) => creditCode === undefined || checkCreditCode(creditCode).valid,
  },
  {
    cites: 'H-055',
    field: 'organCode',
    requires: words('只能报送本单位的信息：谁列入、谁移出', 'an organ pushes its own records only: whoever lists removes'),
    holds: ({ organCode }, { organ }) => organCode === undefined || organCode === organ.code,
  },
  {
    cites: 'H-055',
    field: 'organName',
    requires: words('单位名称与令牌中的单位不一致', 'the organ named is not the organ of the token'),
    holds: ({ organCode, organName }, { organ }) =>
      organCode !== undefined || organName === undefined || organName === foldName(organ.name),
  },
  {
    cites: 'H-055',
    field: 'kind',
    requires: words('经营异常信息由市场监管部门列入和移出', 'abnormal lists and status are kept by market-regulation departments only'),
    holds: (facts, { organ }) => !abnormal(facts) || organ.marketRegulation,
  },
  {
    cites: 'H-061',
    field: 'listId',
    requires: words(
      '没有这个严重失信主体名单（A2-01 至 A2-07、A3-01 至 A3-27）',
      'there is no such severe list (A2-01 to A2-07, A3-01 to A3-27)',
    ),
    holds: (facts) => ((id) => id === undefined || knownList(id))(listOf(facts)),
  },
  {
    cites: 'H-068',
    field: 'listId',
    requires: (facts) => words(`名单“${nameOfList(facts)}”尚未启动信息共享`, 'sharing of this list has not been started yet'),
    // A list that was switched off again takes no new entries; those it has can always be removed.
    holds: (facts, { activeLists }) => ((id) => id === undefined || !knownList(id) || !facts.listing || activeLists.has(id))(listOf(facts)),
  },
  {
    cites: 'H-062',
    field: 'listId',
    requires: (facts) =>
      words(
        `名单“${nameOfList(facts)}”由其认定部门列入和移出，本单位不是该名单的认定部门`,
        'this list is kept by its designating department, which your organ is not',
      ),
    holds: (facts, { organ }) => ((id) => id === undefined || !knownList(id) || organMayList(id, organ.name))(listOf(facts)),
  },
  {
    cites: 'H-018',
    field: 'decidedOn',
    requires: words('日期在将来', 'is in the future'),
    holds: ({ decidedOn, today }) => decidedOn === undefined || decidedOn <= today,
  },
  {
    cites: 'H-018',
    field: 'decidedOn',
    requires: words('日期早于1949年10月1日，请核对', 'is before 1 October 1949; check the year'),
    holds: ({ decidedOn }) => decidedOn === undefined || decidedOn >= firstDecisions,
  },
  {
    cites: 'H-055',
    field: 'removedOn',
    requires: words('移出日期在将来', 'is in the future'),
    holds: ({ removedOn, today }) => removedOn === undefined || removedOn <= today,
  },
  {
    cites: 'H-013',
    field: 'publicityEndsOn',
    requires: words('公示截止期早于决定日期', 'publicity would end before the decision'),
    holds: ({ publicityEndsOn, decidedOn }) => publicityEndsOn === undefined || decidedOn === undefined || publicityEndsOn >= decidedOn,
  },
  {
    cites: 'H-011',
    field: 'penaltyStatus',
    requires: words('状态为撤销的处罚不能列入，请报送移出', 'a penalty that was revoked cannot be listed; push its removal'),
    holds: ({ revoked }) => !revoked,
  },
  {
    cites: 'H-071',
    field: 'useScope',
    requires: words(
      '只接收使用范围为“公示”（0）的信息，其他范围的信息不得公示',
      'only records for publication (0) are taken; others must not be published',
    ),
    holds: ({ publishable }) => publishable,
  },
];

/** All broken ones, each under the name the caller gave the field. */
export const brokenRowRules = (facts: RowFacts, context: PushContext, nameOf: (field: RowField) => string): Objection[] =>
  rowRules
    .filter((rule) => !rule.holds(facts, context))
    .map((rule) => objection(nameOf(rule.field), typeof rule.requires === 'function' ? rule.requires(facts) : rule.requires, rule.cites));
