import type { Rule } from '../rulebook.js';
import { endedRule } from './ended-rule.js';
import { minimumRule } from './minimum-rule.js';

export const nationalRules: readonly Rule[] = [
  minimumRule(
    'N-006',
    { zh: '一般失信信息最短公示期应已届满。', en: 'The shortest publicity of general information has passed.' },
    ['N-006', 'N-008'],
    ['minimumMonths.general'],
  ),
  minimumRule(
    'N-007',
    { zh: '严重失信信息最短公示期应已届满。', en: 'The shortest publicity of severe information has passed.' },
    ['N-007', 'N-008'],
    ['minimumMonths.severe'],
  ),
  endedRule('N-009', ['N-005', 'N-006', 'N-007', 'N-009'], ['maximumMonths.minor', 'maximumMonths.general', 'maximumMonths.severe']),
  {
    id: 'N-010',
    requires: { zh: '失信行为应已纠正，所涉义务应已履行完毕。', en: 'The conduct is corrected and every duty is done.' },
    cites: ['N-010'],
    when: ({ facts }) => facts.application !== undefined,
    holds: ({ facts: { application } }) => application === undefined || (application.corrected && application.obligationsPerformed),
  },
  {
    id: 'N-011',
    requires: {
      zh: '应公开承诺材料真实并愿意承担责任，且材料属实。',
      en: 'A public commitment is made that the materials are true, and they are.',
    },
    cites: ['N-011'],
    when: ({ facts }) => facts.application !== undefined,
    holds: ({ facts: { application } }) => application === undefined || (application.commitmentPublishable && !application.untrue),
  },
];
