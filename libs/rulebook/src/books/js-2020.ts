import type { CaseFacts } from '../case-facts.js';
import { countingDefaults } from '../periods.js';
import type { Applies, Rulebook } from '../rulebook.js';
import { graveByConduct, graveByDomain, jiangsuRules } from './js-2020-rules.js';
import { appliesTo } from '../applies.js';

const severe: Applies = { severities: ['severe'] };

/** Severe lists say so by their name; penalties of 二(六) are called 特定严重失信行为 there. Everything else unmarked counts as general. */
const whenUnmarked = ({ record }: CaseFacts) =>
  record.kind === 'severeList' || appliesTo(graveByDomain, record, null) || appliesTo(graveByConduct, record, null) ? 'severe' : 'general';

/** 江苏 2020. It has no longest publicity of its own: where it matters, the record says when its publicity ends. */
export const js2020: Rulebook = {
  id: 'JS-2020',
  jurisdiction: 'JS',
  title: {
    zh: '关于完善信用修复机制保障信用主体权益的通知（苏信用发〔2020〕4号）',
    en: 'Notice on completing the repair mechanism and protecting the rights of credit subjects (Jiangsu, 2020 No. 4)',
  },
  note: {
    zh: '早于国家发展改革委58号令和36号令，现行效力待核对官方文本。',
    en: 'It is older than NDRC Orders 58 and 36; whether it is still in force is to be checked against the official text.',
  },
  kinds: ['penalty', 'abnormalOperation', 'individualAbnormal', 'severeList'],
  validFrom: '2020-09-26',
  validTo: null,
  clockStarts: 'J-010',
  parameters: {
    ...countingDefaults,
    'minimumMonths.general': 3,
    'minimumMonths.severe': 6,
    maximumMonths: null,
    stopsAtMaximum: false,
    supplementNoticeWorkingDays: 3,
    decideWorkingDays: 7,
    shareWorkingDays: 2,
    answerObjectionWorkingDays: 5,
  },
  pending: [],
  severity: {
    rule: 'J-049',
    whenUnmarked,
    reads: { minor: 'general' },
    message: {
      zh: '认定单位未标注失信严重程度：严重失信主体名单和二(六)所列处罚按严重处理，其余按一般处理。',
      en: 'The designating unit marked no severity: severe lists and the penalties of 二(六) are read as severe, all else as general.',
    },
  },
  rules: jiangsuRules,
  periods: [
    {
      id: 'J-010',
      cites: ['J-010'],
      applies: { severities: ['general'] },
      minimumMonths: 'minimumMonths.general',
      maximumMonths: 'maximumMonths',
    },
    { id: 'J-013', cites: ['J-013'], applies: severe, minimumMonths: 'minimumMonths.severe', maximumMonths: 'maximumMonths' },
  ],
  materials: [
    { id: 'J-021', cites: ['J-021'], applies: {}, anyOf: ['commitmentLetter'] },
    { id: 'J-022', cites: ['J-022'], applies: {}, anyOf: ['licenceCopy'] },
    { id: 'J-023', cites: ['J-023'], applies: {}, anyOf: ['performanceProof', 'repairForm'] },
    { id: 'J-024', cites: ['J-024'], applies: severe, anyOf: ['trainingCertificate'] },
    { id: 'J-024', cites: ['J-024'], applies: severe, anyOf: ['creditReport'] },
  ],
  deadlines: [
    { id: 'J-028', cites: ['J-028'], applies: {}, what: 'decide', startsAt: 'acceptedAt', workingDays: 'decideWorkingDays' },
    {
      id: 'J-026',
      cites: ['J-026'],
      applies: {},
      what: 'supplementNotice',
      startsAt: 'submittedAt',
      workingDays: 'supplementNoticeWorkingDays',
    },
    { id: 'J-035', cites: ['J-035'], applies: {}, what: 'share', startsAt: 'decidedAt', workingDays: 'shareWorkingDays' },
    {
      id: 'J-042',
      cites: ['J-042'],
      applies: {},
      what: 'answerObjection',
      startsAt: 'objectionAt',
      workingDays: 'answerObjectionWorkingDays',
    },
  ],
  adoptedDeadlines: [],
  channels: [{ id: 'J-004', cites: ['J-004', 'J-020'], applies: {}, channel: 'designatingUnitOrInstitution' }],
  effects: [
    { id: 'J-030', cites: ['J-030', 'J-031', 'J-032'], applies: {}, effects: ['annotate', 'terminatePublicity', 'liftPunishment'] },
  ],
  notices: [],
};
