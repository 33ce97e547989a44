import type { ApplicationFacts, CaseFacts, RecordFacts } from './case-facts.js';

/** Cases in which everything is in order; specs change one thing at a time. */
export const soundRecord: RecordFacts = {
  kind: 'penalty',
  decidedOn: '2024-11-30',
  organ: { name: '呼和浩特市生态环境局', marketRegulation: false },
  domains: ['other'],
  penaltyKinds: ['fine'],
  conducts: [],
};

export const soundApplication: ApplicationFacts = {
  submittedAt: '2025-03-03T09:00:00+08:00',
  corrected: true,
  obligationsPerformed: true,
  commitmentPublishable: true,
  untrue: false,
  materials: ['authorisation', 'performanceProof', 'commitmentLetter', 'licenceCopy', 'trainingCertificate', 'creditReport'],
};

export const soundCase = {
  asOf: '2025-03-03',
  subject: { kind: 'enterprise', creditCode: '91350100M000100Y43', name: '某某有限公司' },
  record: soundRecord,
} as const satisfies CaseFacts;
