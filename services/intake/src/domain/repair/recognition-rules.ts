import type { Channel, IsoDate, RecognisedState, RecordContent } from '@tongxiu/contracts';
import { checkCreditCode } from '@tongxiu/credit-code';
import { objection, words, type Objection, type Wording } from '../wording.js';

/** An outcome another site tells. */
export interface ToldOutcome {
  readonly recordKey: string;
  readonly state: RecognisedState;
  readonly site: string;
  /** The site's own number for the outcome. */
  readonly reference: string;
  readonly organCode: string;
  readonly organName: string;
  readonly decidedAt: string;
}

export interface RecognitionFacts {
  readonly told: ToldOutcome;
  /** Days in Asia/Shanghai. */
  readonly decidedOn: IsoDate;
  readonly today: IsoDate;
  readonly record: RecordContent;
  readonly channel: Channel | undefined;
}

interface RecognitionRule {
  readonly cites: string;
  readonly field: keyof ToldOutcome;
  readonly requires: Wording;
  readonly holds: (facts: RecognitionFacts) => boolean;
}

const byListingOrgan = ({ told, record }: RecognitionFacts): boolean => told.organCode === record.organCode;

const recognitionRules: readonly RecognitionRule[] = [
  {
    cites: 'GB 32100-2015',
    field: 'organCode',
    requires: words('作出决定的单位代码有误', 'the code of the deciding organ is not valid'),
    holds: (facts) => byListingOrgan(facts) || checkCreditCode(facts.told.organCode).valid,
  },
  {
    cites: 'H-044',
    field: 'decidedAt',
    requires: words('决定日期在将来', 'the decision lies in the future'),
    holds: ({ decidedOn, today }) => decidedOn <= today,
  },
  {
    cites: 'H-018',
    field: 'decidedAt',
    requires: words(
      '决定早于该信息的作出或列入，与现在的公示无关',
      'it was decided before this record was, so it is not about what is shown now',
    ),
    holds: ({ decidedOn, record }) => decidedOn >= record.decidedOn,
  },
  {
    cites: 'H-055',
    field: 'organCode',
    requires: words('移出只能由列入单位决定：谁列入、谁移出', 'a removal is decided by the organ that listed: whoever lists removes'),
    holds: (facts) => facts.told.state !== 'removed' || byListingOrgan(facts),
  },
  {
    cites: 'H-062',
    field: 'organCode',
    requires: words(
      '该信息的修复由作出处罚、列入或认定的单位决定',
      'repair of this record is decided by the organ that penalised, listed or designated',
    ),
    holds: (facts) => facts.told.state === 'removed' || facts.channel === 'creditChina' || byListingOrgan(facts),
  },
];

/** Every broken rule is told. An outcome nobody was entitled to decide there is not recognised here either. */
export const recognitionObjections = (facts: RecognitionFacts): Objection[] =>
  recognitionRules.filter((rule) => !rule.holds(facts)).map((rule) => objection(rule.field, rule.requires, rule.cites));

/** What the applicant of an open case reads. */
export function recognitionReason({ told, decidedOn }: Pick<RecognitionFacts, 'told' | 'decidedOn'>) {
  const { rule, clause, message } = objection(
    'recordKey',
    words(
      `${told.organName}已于${decidedOn}就该信息作出${told.state === 'removed' ? '移出' : '准予修复'}的决定（${told.site} ${told.reference}）。结果互认，各网站同步更新，无需再次申请，本申请办结。`,
      `On ${decidedOn} ${told.organName} decided that this record is ${told.state === 'removed' ? 'removed' : 'repaired'} (${told.site} ${told.reference}). The outcome is recognised here and shown on every site, so nothing has to be applied for and this application is closed.`,
    ),
    'H-044',
  );
  return { rule: rule ?? 'H-044', clause: clause ?? '', message };
}
