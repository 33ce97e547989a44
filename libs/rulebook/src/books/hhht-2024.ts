import { countingDefaults } from '../periods.js';
import type { Applies, Rulebook } from '../rulebook.js';
import { hohhotRules } from './hhht-2024-rules.js';

const marketPenalties: Applies = { kinds: ['penalty'], marketRegulation: true };
const otherPenalties: Applies = { kinds: ['penalty'], marketRegulation: false };
const abnormal: Applies = { kinds: ['abnormalOperation', 'individualAbnormal'] };
const severe: Applies = { kinds: ['severeList'] };

/** 呼和浩特 2024. Severe lists have no numbers here: conditions and periods are those of the designating unit's own regime (H-036, H-063). */
export const hhht2024: Rulebook = {
  id: 'HHHT-2024',
  jurisdiction: 'HHHT',
  title: {
    zh: '关于进一步做好失信行为纠正后的信用信息修复工作的实施方案（呼和浩特，2024年）',
    en: 'Implementation plan on repairing credit information after dishonest conduct is corrected (Hohhot, 2024)',
  },
  note: {
    zh: '方案未载明日期。其依据的58号令自2026年4月1日起由36号令废止，本市后续文件待核对官方文本。',
    en: 'The plan bears no date. Order 58, on which it rests, was repealed by Order 36 from 2026-04-01; whether the city has issued anything later is still to be checked.',
  },
  kinds: ['penalty', 'abnormalOperation', 'individualAbnormal', 'severeList'],
  validFrom: '2024-01-01',
  validTo: null,
  clockStarts: 'H-018',
  parameters: {
    ...countingDefaults,
    'minimumMonths.general': 3,
    'minimumMonths.protectedDomains': 12,
    maximumMonths: 36,
    stopsAtMaximum: true,
    'acceptWorkingDays.publicitySystem': 5,
    'decideWorkingDays.publicitySystem': 10,
    'decideWorkingDays.abnormal': 10,
    'acceptWorkingDays.creditChina': 3,
    'decideWorkingDays.creditChina': 7,
    'publishWorkingDays.severeList': 1,
    supplementNoticeWorkingDays: 3,
    answerObjectionWorkingDays: 5,
    noticeExemptPenaltyKinds: ['warning', 'criticism'],
  },
  pending: [],
  rules: hohhotRules,
  periods: [
    {
      id: 'H-012',
      cites: ['H-012', 'H-013', 'H-018'],
      applies: { kinds: ['penalty'] },
      minimumMonths: 'minimumMonths.general',
      maximumMonths: 'maximumMonths',
    },
    {
      id: 'H-014',
      cites: ['H-013', 'H-014', 'H-017', 'H-018'],
      applies: { kinds: ['penalty'], domains: ['food', 'drugs', 'specialEquipment', 'workSafety', 'fireSafety'] },
      minimumMonths: 'minimumMonths.protectedDomains',
      maximumMonths: 'maximumMonths',
    },
  ],
  materials: [
    { id: 'H-028', cites: ['H-028'], applies: otherPenalties, anyOf: ['authorisation'] },
    { id: 'H-029', cites: ['H-029'], applies: otherPenalties, anyOf: ['performanceProof'] },
    { id: 'H-030', cites: ['H-030'], applies: otherPenalties, anyOf: ['commitmentLetter'] },
  ],
  deadlines: [
    {
      id: 'H-022',
      cites: ['H-022'],
      applies: marketPenalties,
      what: 'accept',
      startsAt: 'submittedAt',
      workingDays: 'acceptWorkingDays.publicitySystem',
    },
    {
      id: 'H-022',
      cites: ['H-022'],
      applies: abnormal,
      what: 'accept',
      startsAt: 'submittedAt',
      workingDays: 'acceptWorkingDays.publicitySystem',
    },
    {
      id: 'H-031',
      cites: ['H-031'],
      applies: otherPenalties,
      what: 'accept',
      startsAt: 'submittedAt',
      workingDays: 'acceptWorkingDays.creditChina',
    },
    {
      id: 'H-023',
      cites: ['H-023'],
      applies: marketPenalties,
      what: 'decide',
      startsAt: 'acceptedAt',
      workingDays: 'decideWorkingDays.publicitySystem',
    },
    {
      id: 'H-057',
      cites: ['H-023', 'H-057'],
      applies: abnormal,
      what: 'decide',
      startsAt: 'acceptedAt',
      workingDays: 'decideWorkingDays.abnormal',
    },
    {
      id: 'H-032',
      cites: ['H-032'],
      applies: otherPenalties,
      what: 'decide',
      startsAt: 'acceptedAt',
      workingDays: 'decideWorkingDays.creditChina',
    },
    {
      id: 'H-038',
      cites: ['H-038', 'H-067'],
      applies: severe,
      what: 'publish',
      startsAt: 'receivedByPlatformAt',
      workingDays: 'publishWorkingDays.severeList',
    },
  ],
  adoptedDeadlines: [
    {
      id: 'J-026',
      cites: ['J-026'],
      applies: {},
      what: 'supplementNotice',
      startsAt: 'submittedAt',
      workingDays: 'supplementNoticeWorkingDays',
    },
    {
      id: 'J-042',
      cites: ['J-042'],
      applies: {},
      what: 'answerObjection',
      startsAt: 'objectionAt',
      workingDays: 'answerObjectionWorkingDays',
    },
  ],
  channels: [
    { id: 'H-019', cites: ['H-019', 'H-020'], applies: marketPenalties, channel: 'publicitySystem' },
    { id: 'H-019', cites: ['H-019', 'H-055'], applies: abnormal, channel: 'publicitySystem' },
    { id: 'H-026', cites: ['H-026', 'H-027'], applies: otherPenalties, channel: 'creditChina' },
    { id: 'H-035', cites: ['H-035', 'H-062'], applies: severe, channel: 'designatingUnit' },
  ],
  effects: [
    { id: 'H-011', cites: ['H-011', 'H-024', 'H-033'], applies: { kinds: ['penalty'] }, effects: ['terminatePublicity'] },
    { id: 'H-011', cites: ['H-011', 'H-057'], applies: { kinds: ['abnormalOperation'] }, effects: ['removeFromList'] },
    { id: 'H-055', cites: ['H-055', 'H-057'], applies: { kinds: ['individualAbnormal'] }, effects: ['restoreStatus'] },
    { id: 'H-011', cites: ['H-011', 'H-036', 'H-038'], applies: severe, effects: ['removeFromList'] },
  ],
  notices: [{ id: 'H-050', cites: ['H-050', 'H-051'], applies: { kinds: ['penalty'] }, exempt: 'noticeExemptPenaltyKinds' }],
};
