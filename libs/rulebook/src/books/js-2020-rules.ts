import { excludedByLaw } from './excluded-by-law.js';
import type { ApplicationFacts } from '../case-facts.js';
import { appliesTo } from '../applies.js';
import type { Applies, Rule, Situation } from '../rulebook.js';
import type { Wording } from '../verdict.js';
import { minimumRule } from './minimum-rule.js';
import { withClause } from '../sentences.js';

const closedDown: Applies = { kinds: ['penalty'], penaltyKinds: ['suspension', 'licenceRevocation', 'businessLicenceRevocation'] };

export const graveByDomain: Applies = {
  ...closedDown,
  domains: ['food', 'drugs', 'ecology', 'projectQuality', 'workSafety', 'fireSafety', 'compulsoryCertification'],
};

export const graveByConduct: Applies = {
  ...closedDown,
  conducts: [
    'bribery',
    'taxEvasion',
    'debtEvasion',
    'paymentDefault',
    'wageArrears',
    'illegalFundraising',
    'contractFraud',
    'pyramidSelling',
    'unlicensedOperation',
    'counterfeitOrIpInfringement',
    'qualificationLending',
    'bidRigging',
    'falseAdvertising',
    'consumerOrInvestorHarm',
    'onlineOrderDisruption',
    'publicOrderDisruption',
  ],
};

/** Not repairable before its longest publicity is over; where the record names no last day, no such day comes. */
const barred = (id: string, applies: Applies, requires: Wording): Rule => ({
  id,
  requires,
  cites: [id],
  when: ({ facts, severity }) => appliesTo(applies, facts.record, severity),
  holds: ({ facts, maximumUntil }) => maximumUntil !== null && facts.asOf > maximumUntil,
  until: ({ maximumUntil }) => maximumUntil,
  message: ({ maximumUntil }) => withClause(id, maximumUntil === null ? maximumUnknown : notBefore(maximumUntil)),
});

const maximumUnknown: Wording = {
  zh: '该处罚信息未满最长公示期限不予修复，且记录未载明公示截止日期。',
  en: 'This penalty is not repaired before its longest publicity is over, and the record names no last day.',
};

const notBefore = (until: string): Wording => ({
  zh: `该处罚信息至${until}未满最长公示期限，不予修复。`,
  en: `This penalty is not repaired before its longest publicity is over on ${until}.`,
});

/** A condition about the application; nothing is asked before there is one. */
const applied = (
  id: string,
  requires: Wording,
  when: (situation: Situation) => boolean,
  holds: (application: ApplicationFacts) => boolean,
): Rule => ({
  id,
  requires,
  cites: [id],
  when: (situation) => situation.facts.application !== undefined && when(situation),
  holds: ({ facts: { application } }) => application === undefined || holds(application),
});

const general = ({ severity }: Situation): boolean => severity !== 'severe';
const severe = ({ severity }: Situation): boolean => severity === 'severe';

export const jiangsuRules: readonly Rule[] = [
  minimumRule(
    'J-010',
    { zh: '自一般失信行为认定之日起应不少于3个月。', en: 'At least 3 months have passed since the designation.' },
    ['J-010'],
    ['minimumMonths.general'],
  ),
  minimumRule(
    'J-013',
    { zh: '自严重失信行为认定之日起应不少于6个月。', en: 'At least 6 months have passed since the designation.' },
    ['J-013'],
    ['minimumMonths.severe'],
  ),
  applied(
    'J-011',
    { zh: '失信行为应已纠正，法定责任和义务应已履行完毕。', en: 'The conduct is corrected and every obligation is performed.' },
    general,
    ({ corrected, obligationsPerformed }) => corrected && obligationsPerformed,
  ),
  applied(
    'J-012',
    { zh: '应作出信用承诺并同意向社会公开。', en: 'A commitment is made and may be published.' },
    general,
    ({ commitmentPublishable }) => commitmentPublishable,
  ),
  applied(
    'J-014',
    {
      zh: '失信行为应已纠正，义务应已履行完毕，信用承诺应同意公开。',
      en: 'The conduct is corrected, every obligation is performed, and the commitment may be published.',
    },
    severe,
    ({ corrected, obligationsPerformed, commitmentPublishable }) => corrected && obligationsPerformed && commitmentPublishable,
  ),
  applied(
    'J-015',
    { zh: '应参加信用修复培训，并提供信用报告。', en: 'Training was attended and a credit report is provided.' },
    severe,
    ({ materials }) => materials.includes('trainingCertificate') && materials.includes('creditReport'),
  ),
  barred('J-016', graveByDomain, {
    zh: '特定领域处罚未满最长公示期限的，不予修复。',
    en: 'Penalties of these domains wait for the longest publicity.',
  }),
  barred('J-017', graveByConduct, {
    zh: '特定行为处罚未满最长公示期限的，不予修复。',
    en: 'Penalties for this conduct wait for the longest publicity.',
  }),
  applied(
    'J-018',
    { zh: '提交虚假材料等不实申请的，不予修复。', en: 'An application with false materials or other untruths is not granted.' },
    () => true,
    ({ untrue }) => !untrue,
  ),
  excludedByLaw('J-019'),
];
