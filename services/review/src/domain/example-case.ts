import { materialKinds, type Reason } from '@tongxiu/contracts';
import { rulebookById, type Rulebook } from '@tongxiu/rulebook';
import { builtInCalendar } from '@tongxiu/working-days';
import type { Findings, RecordFacts } from './case-facts.js';
import type { ReviewFile } from './review-file.js';
import type { Setting } from './review-steps.js';
import type { Stage } from './stages.js';

export const book = (id: string): Rulebook => {
  const found = rulebookById(id);
  if (found === undefined) throw new Error(id);
  return found;
};
export const setting: Setting = { at: '2026-03-02T02:00:00.000Z', rulebook: book('HHHT-2024'), calendar: builtInCalendar };

/** A fine of last summer by a department other than market regulation. */
export const penalty: RecordFacts = {
  subject: { kind: 'enterprise', creditCode: '91350100M000100Y43', name: '某某公司' },
  record: {
    kind: 'penalty',
    decidedOn: '2025-08-15',
    organ: { name: '呼和浩特市水务局', marketRegulation: false },
    domains: ['other'],
    penaltyKinds: ['fine'],
    conducts: [],
  },
};

export const fileAt = (stage: Stage, change: Partial<ReviewFile> = {}): ReviewFile => ({
  caseId: '0197a000-0000-7000-8000-000000000001',
  recordKey: 'penalty:11150100000000000X:呼水罚〔2025〕1号',
  recordRevision: 1,
  stage,
  step: 3,
  organCode: '11150100000000000X',
  channel: 'creditChina',
  rulebook: 'HHHT-2024',
  facts: penalty,
  materials: materialKinds,
  submittedAt: '2026-02-27T01:00:00.000Z',
  acceptedAt: null,
  dueAt: '2026-03-04T16:00:00.000Z',
  noticeDueAt: '2026-03-04T16:00:00.000Z',
  ...change,
});

export const sound: Findings = { corrected: true, obligationsPerformed: true, commitmentPublishable: true, untrue: false };
export const because: Reason[] = [{ message: { zh: '罚款收据与决定书不符。', en: 'The receipt is not for this decision.' } }];
