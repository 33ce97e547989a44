import type { ApplicantStatements, MaterialKind, RecordContent } from '@tongxiu/contracts';
import { evaluate, type CaseFacts, type Rulebook, type Verdict } from '@tongxiu/rulebook';
import { localDate, type CalendarEdition } from '@tongxiu/working-days';
import { regimeObjections, type ListRegime } from './list-regime.js';
import { materialNames } from './material-names.js';
import { objection, words, type Objection, type Wording } from '../wording.js';

export interface MaterialClaim {
  readonly kind: MaterialKind;
  readonly materialId: string;
}

export interface ApplicationRequest {
  readonly recordKey: string;
  readonly creditCode: string;
  readonly statements: ApplicantStatements;
  readonly materials: readonly MaterialClaim[];
}

export interface KnownMaterial {
  readonly materialId: string;
  readonly kind: MaterialKind;
  readonly creditCode: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** The case that holds the listing: still open, or approved. */
export interface ListingHolder {
  readonly caseId: string;
  readonly creditCode: string;
  /** Day of its submission in Asia/Shanghai. */
  readonly submittedOn: string;
  readonly approved: boolean;
}

/** Everything the rules look at, gathered before the question is asked. */
export interface ApplicationFacts {
  readonly request: ApplicationRequest;
  /** The only company an applicant may act for; absent for a portal, which submits for any. */
  readonly actsFor?: string | undefined;
  readonly record?: RecordContent | undefined;
  readonly listed: boolean;
  /** This listing is repaired: by an approval here, or by an outcome decided elsewhere (H-044). */
  readonly repaired: boolean;
  readonly holder?: ListingHolder | undefined;
  readonly materials: ReadonlyMap<string, KnownMaterial>;
  readonly verdict?: Verdict | undefined;
  /** The regime of the severe list the record stands in, where its department has set one down. */
  readonly regime?: ListRegime | undefined;
  /** The day of the application in Asia/Shanghai. */
  readonly today: string;
}

/** Decides the answer's status; of several, the first in this order. */
export type RefusalClass = 'not-your-company' | 'unknown-record' | 'already-applied' | 'already-repaired' | 'not-possible';

interface ApplicationRule {
  readonly cites: string | undefined;
  readonly field: string;
  readonly class: RefusalClass;
  readonly requires: Wording | ((facts: ApplicationFacts) => Wording);
  readonly holds: (facts: ApplicationFacts) => boolean;
}

const applicationRules: readonly ApplicationRule[] = [
  {
    cites: undefined,
    field: 'creditCode',
    class: 'not-your-company',
    requires: words('只能为令牌所代表的企业办理', 'you may act for the company of your token only'),
    holds: ({ actsFor, request }) => actsFor === undefined || actsFor === request.creditCode,
  },
  {
    cites: 'H-008',
    field: 'recordKey',
    class: 'unknown-record',
    requires: words('没有这条失信信息', 'there is no such record'),
    holds: ({ record }) => record !== undefined,
  },
  {
    cites: undefined,
    field: 'recordKey',
    class: 'not-possible',
    requires: words('目前没有适用于该信息的修复规则', 'no rules of repair are in force for this record today'),
    holds: ({ record, verdict }) => record === undefined || verdict !== undefined,
  },
  {
    cites: 'H-011',
    field: 'recordKey',
    class: 'not-possible',
    requires: words('该信息已移出，没有需要修复的内容', 'this record has been removed, so nothing is left to repair'),
    holds: ({ record, listed }) => record === undefined || listed,
  },
  {
    cites: 'H-015',
    field: 'creditCode',
    class: 'not-possible',
    requires: words(
      '该信息不属于这个信用主体，只有信息主体本身可以申请',
      'this record is about another subject; only the subject itself may apply',
    ),
    holds: ({ record, request }) => record === undefined || record.creditCode === request.creditCode,
  },
  {
    cites: 'H-046',
    field: 'recordKey',
    class: 'already-applied',
    requires: ({ holder }) =>
      words(
        `该信息已有一件${holder?.submittedOn ?? ''}提交、尚在办理的申请；一次处罚只修复一次，不需要重复申请`,
        `an application of ${holder?.submittedOn ?? ''} about this record is in work; one penalty is repaired once, nothing has to be applied for twice`,
      ),
    holds: ({ holder }) => holder === undefined || holder.approved,
  },
  {
    cites: 'H-046',
    field: 'recordKey',
    class: 'already-repaired',
    requires: words('该信息已完成修复，不需要再次申请', 'this record has been repaired already'),
    holds: ({ holder, repaired }) => holder?.approved !== true && !repaired,
  },
];

export interface ApplicationJudgement {
  readonly class: RefusalClass | undefined;
  readonly objections: readonly Objection[];
}

const severity: readonly RefusalClass[] = ['not-your-company', 'unknown-record', 'already-applied', 'already-repaired', 'not-possible'];

/** Every rule is asked, so that an applicant learns at once all that stands in the way and what is missing. */
export function judgeApplication(facts: ApplicationFacts, rulebook: Rulebook | undefined): ApplicationJudgement {
  const broken = applicationRules.filter((rule) => !rule.holds(facts));
  const other = [...materialObjections(facts), ...verdictObjections(facts.verdict, rulebook), ...ownRulesOfTheList(facts)];
  const classes = new Set<RefusalClass>([...broken.map((rule) => rule.class), ...(other.length > 0 ? (['not-possible'] as const) : [])]);
  return {
    class: severity.find((each) => classes.has(each)),
    objections: [
      ...broken.map((rule) =>
        objection(rule.field, typeof rule.requires === 'function' ? rule.requires(facts) : rule.requires, rule.cites),
      ),
      ...other,
    ],
  };
}

function ownRulesOfTheList({ regime, record, request, materials, today }: ApplicationFacts): Objection[] {
  if (regime === undefined || record === undefined) return [];
  return regimeObjections(regime, record, new Set(soundMaterials(request, materials).map(({ kind }) => kind)), today);
}

/** A file of somebody else and one that does not exist get the same answer, so that ids tell nothing. */
export function materialObjections({ request, materials }: Pick<ApplicationFacts, 'request' | 'materials'>): Objection[] {
  return request.materials.flatMap(({ materialId, kind }, index) => {
    const known = materials.get(materialId);
    if (known?.creditCode !== request.creditCode) {
      return [
        objection(
          `materials[${index}].materialId`,
          words('没有这份材料，或不属于该企业', 'there is no such material of this company'),
          'H-027',
        ),
      ];
    }
    if (known.kind === kind) return [];
    return [
      objection(`materials[${index}].kind`, words('与上传时的材料种类不同', 'is not the kind this material was uploaded as'), 'H-027'),
    ];
  });
}

/** Which of the materials named are there, belong to the company and are what they are said to be. */
export const soundMaterials = (request: ApplicationRequest, materials: ReadonlyMap<string, KnownMaterial>): KnownMaterial[] => {
  const sound = new Map<string, KnownMaterial>();
  for (const { materialId, kind } of request.materials) {
    const known = materials.get(materialId);
    if (known?.creditCode === request.creditCode && known.kind === kind) sound.set(materialId, known);
  }
  return [...sound.values()];
};

/** What comes after an application brings materials; what was stated with it stands. */
export const takenAsStated: ApplicantStatements = { corrected: true, obligationsPerformed: true, commitmentPublishable: true };

function verdictObjections(verdict: Verdict | undefined, rulebook: Rulebook | undefined): Objection[] {
  if (verdict === undefined) return [];
  const broken = verdict.broken.map(({ rule, clause, message, until }): Objection => {
    return { field: fieldOfRule[rule] ?? 'recordKey', rule, clause, message, ...(until === null ? {} : { until }) };
  });
  const missing = verdict.missingMaterials.map((kind) => {
    const row = rulebook?.materials.find(({ anyOf }) => anyOf.includes(kind));
    return objection('materials', words(`缺少材料：${materialNames[kind].zh}`, `${materialNames[kind].en} is missing`), row?.cites[0]);
  });
  const all = [...broken, ...missing];
  return all.length > 0 || verdict.repairable ? all : [nothingLeft];
}

const nothingLeft = objection(
  'recordKey',
  words(
    '该信息最长公示期已满并已自动停止公示，没有需要修复的内容',
    'the longest publicity is over and display has ended by itself, so nothing is left to repair',
  ),
  'H-016',
);

const fieldOfRule: Readonly<Record<string, string>> = { 'H-010': 'statements' };

/** What the rulebook says of a record, with what the applicant states and brings. The statements are taken as true here; the review checks them. */
export function verdictOf(
  record: RecordContent,
  request: Pick<ApplicationRequest, 'statements'>,
  sound: readonly Pick<KnownMaterial, 'kind'>[],
  submittedAt: string,
  rules: { readonly rulebook: Rulebook; readonly calendar: CalendarEdition },
): Verdict {
  const materials = [...new Set(sound.map((material) => material.kind))];
  const application = { submittedAt, ...request.statements, untrue: false, materials };
  return evaluate(rules.rulebook, { ...caseFactsOf(record, localDate(submittedAt)), application }, rules.calendar);
}

/** A record as the rulebook looks at it, with nobody having applied. */
export function caseFactsOf(record: RecordContent, asOf: string): CaseFacts {
  const { kind, decidedOn, domains, penaltyKinds, conducts, severity: degree, publicityEndsOn, notRepairableBy, listId } = record;
  return {
    asOf,
    subject: { kind: record.subjectKind, creditCode: record.creditCode, name: record.subjectName },
    record: {
      kind,
      decidedOn,
      organ: { name: record.organName, marketRegulation: record.marketRegulation },
      domains,
      penaltyKinds,
      conducts,
      ...(degree === undefined ? {} : { severity: degree }),
      ...(publicityEndsOn === undefined ? {} : { publicityEndsOn }),
      ...(notRepairableBy === undefined ? {} : { notRepairableBy }),
      ...(listId === undefined ? {} : { listId }),
    },
  };
}
