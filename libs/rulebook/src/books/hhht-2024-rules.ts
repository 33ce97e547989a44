import { excludedByLaw } from './excluded-by-law.js';
import type { Rule, Situation } from '../rulebook.js';
import type { Wording } from '../verdict.js';
import { endedRule } from './ended-rule.js';
import { minimumRule } from './minimum-rule.js';
import { withClause } from '../sentences.js';

export const hohhotRules: readonly Rule[] = [
  {
    id: 'H-007',
    requires: {
      zh: '本方案只适用于法人和非法人组织（含个体工商户），不适用于自然人。',
      en: 'The plan is for legal persons and unincorporated organisations, individual businesses among them, and not for natural persons.',
    },
    cites: ['H-007', 'H-008'],
    when: () => true,
    holds: ({ facts }) => facts.subject.kind !== 'naturalPerson',
  },
  minimumRule(
    'H-012',
    { zh: '最短公示期三个月应已届满。', en: 'The shortest publicity of 3 months has passed.' },
    ['H-009', 'H-012', 'H-015', 'H-018'],
    ['minimumMonths.general'],
  ),
  minimumRule(
    'H-014',
    {
      zh: '食品、药品、特种设备、安全生产、消防领域最短公示期一年应已届满。',
      en: 'The shortest publicity of 1 year in the five domains has passed.',
    },
    ['H-009', 'H-014', 'H-015', 'H-017', 'H-018'],
    ['minimumMonths.protectedDomains'],
  ),
  endedRule('H-016', ['H-013', 'H-016'], ['maximumMonths']),
  {
    id: 'H-010',
    requires: { zh: '已依法主动纠正失信行为、履行相关义务。', en: 'The conduct is corrected and the duties are performed.' },
    cites: ['H-010', 'H-098'],
    when: ({ facts }) => facts.application !== undefined,
    holds: ({ facts: { application } }) =>
      application === undefined || (application.corrected && application.obligationsPerformed && !application.untrue),
    message: (situation) => withClause('H-010', whatIsNotDone(situation)),
  },
  excludedByLaw('H-101'),
];

/** One rule, but the applicant is told each thing that is wrong. */
function whatIsNotDone({ facts: { application } }: Situation): Wording {
  const parts: Wording[] = [];
  if (application?.corrected === false) parts.push({ zh: '失信行为尚未纠正。', en: 'The conduct is not corrected.' });
  if (application?.obligationsPerformed === false)
    parts.push({ zh: '相关义务尚未履行完毕。', en: 'The duties are not performed in full.' });
  if (application?.untrue === true) {
    parts.push({
      zh: '申请材料不实，不能证明已纠正和履行。',
      en: 'The application is untrue and proves neither correction nor performance.',
    });
  }
  return { zh: parts.map(({ zh }) => zh).join(''), en: parts.map(({ en }) => en).join(' ') };
}
