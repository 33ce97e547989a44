import type { CaseFacts, Severity } from '../case-facts.js';
import { countingDefaults } from '../periods.js';
import type { Rulebook } from '../rulebook.js';
import { nationalRules } from './cn-2026-rules.js';

/** Only what readers of the order agree on; the sector departments' own catalogues are to come. */
function whenUnmarked({ record }: CaseFacts): Severity {
  if (record.kind === 'severeList') return 'severe';
  if (record.penaltyKinds.includes('licenceRevocation') || record.penaltyKinds.includes('businessLicenceRevocation')) return 'severe';
  const light = record.penaltyKinds.length > 0 && record.penaltyKinds.every((kind) => kind === 'warning' || kind === 'criticism');
  return light ? 'minor' : 'general';
}

/** 国家发展改革委令第36号. A number stands here only where several sources report it alike; the rest waits for the official text. */
export const cn2026: Rulebook = {
  id: 'CN-2026',
  jurisdiction: 'CN',
  title: {
    zh: '信用修复管理办法（国家发展改革委令第36号，2026年4月1日起施行）',
    en: 'Measures for the administration of credit repair (NDRC Order 36, in force from 2026-04-01)',
  },
  note: {
    zh: '依据公开报道整理，未见官方全文；标为“待核对官方文本”的参数不作为依据。',
    en: 'Put together from published reports without the official text; parameters marked as to be checked are not relied on.',
  },
  kinds: ['penalty', 'abnormalOperation', 'individualAbnormal', 'severeList'],
  validFrom: '2026-04-01',
  validTo: null,
  clockStarts: 'N-008',
  parameters: {
    ...countingDefaults,
    'minimumMonths.minor': 0,
    'minimumMonths.general': 3,
    'minimumMonths.severe': 12,
    'maximumMonths.minor': 3,
    'maximumMonths.general': 12,
    'maximumMonths.severe': 36,
    stopsAtMaximum: true,
    acceptWorkingDays: null,
    decideWorkingDays: null,
    answerObjectionWorkingDays: null,
    noticeExemptPenaltyKinds: [],
    noticeOnListing: null,
  },
  pending: ['acceptWorkingDays', 'decideWorkingDays', 'answerObjectionWorkingDays', 'noticeExemptPenaltyKinds', 'noticeOnListing'],
  severity: {
    rule: 'N-004',
    whenUnmarked,
    message: {
      zh: '记录未标注失信程度：严重失信主体名单、吊销类处罚按严重处理，警告、通报批评按轻微处理，其余按一般处理（待核对官方文本）。',
      en: 'No severity is marked: severe lists and revocations are read as severe, warnings and criticism as minor, all else as general (to be checked against the official text).',
    },
  },
  rules: nationalRules,
  periods: [
    {
      id: 'N-005',
      cites: ['N-005', 'N-008'],
      applies: { severities: ['minor'] },
      minimumMonths: 'minimumMonths.minor',
      maximumMonths: 'maximumMonths.minor',
    },
    {
      id: 'N-006',
      cites: ['N-006', 'N-008'],
      applies: { severities: ['general'] },
      minimumMonths: 'minimumMonths.general',
      maximumMonths: 'maximumMonths.general',
    },
    {
      id: 'N-007',
      cites: ['N-007', 'N-008'],
      applies: { severities: ['severe'] },
      minimumMonths: 'minimumMonths.severe',
      maximumMonths: 'maximumMonths.severe',
    },
  ],
  materials: [
    { id: 'N-015', cites: ['N-015'], applies: {}, anyOf: ['performanceProof'] },
    { id: 'N-015', cites: ['N-015'], applies: {}, anyOf: ['commitmentLetter'] },
  ],
  deadlines: [
    { id: 'N-013', cites: ['N-013'], applies: {}, what: 'accept', startsAt: 'submittedAt', workingDays: 'acceptWorkingDays' },
    { id: 'N-013', cites: ['N-013'], applies: {}, what: 'decide', startsAt: 'acceptedAt', workingDays: 'decideWorkingDays' },
    {
      id: 'N-013',
      cites: ['N-013'],
      applies: {},
      what: 'answerObjection',
      startsAt: 'objectionAt',
      workingDays: 'answerObjectionWorkingDays',
    },
  ],
  adoptedDeadlines: [],
  channels: [{ id: 'N-012', cites: ['N-003', 'N-012'], applies: {}, channel: 'creditChina' }],
  effects: [
    { id: 'N-002', cites: ['N-002'], applies: { kinds: ['abnormalOperation', 'severeList'] }, effects: ['removeFromList'] },
    { id: 'N-002', cites: ['N-002'], applies: { kinds: ['individualAbnormal'] }, effects: ['restoreStatus'] },
    { id: 'N-002', cites: ['N-002'], applies: {}, effects: ['terminatePublicity', 'stopSharing', 'liftPunishment'] },
  ],
  notices: [
    { id: 'N-014', cites: ['N-014'], applies: { kinds: ['penalty'] }, exempt: 'noticeExemptPenaltyKinds' },
    { id: 'N-014', cites: ['N-014'], applies: { kinds: ['severeList'] }, exempt: 'noticeExemptPenaltyKinds', onlyIf: 'noticeOnListing' },
  ],
};
