import type { RecordContent } from '@tongxiu/contracts';
import type { Listed, MaximumReached, Recognised, Removed, Repaired, Revoked } from './happening.js';

/** Examples the specs vary. */
export const recordKey = 'penalty:111501000000000001:呼市监罚〔2026〕1号';

export const record: RecordContent = {
  kind: 'penalty',
  subjectName: '呼和浩特市同修商贸（集团）有限公司',
  subjectKind: 'enterprise',
  creditCode: '91350100M000100Y43',
  organCode: '111501000000000001',
  organName: '呼和浩特市城市管理综合执法局',
  marketRegulation: false,
  documentNo: '呼市监罚〔2026〕1号',
  decidedOn: '2026-01-15',
  domains: ['other'],
  penaltyKinds: ['fine'],
  conducts: [],
  reason: '未按规定备案',
};

const organ = { organCode: record.organCode, organName: record.organName };
const id = (digit: number, number: number): string => `0000000${digit}-0000-7000-8000-${String(number).padStart(12, '0')}`;

export const listed = (revision: number, change: Partial<Listed> = {}, decidedOn = record.decidedOn): Listed => ({
  what: 'listed',
  eventId: id(1, revision),
  recordKey,
  revision,
  record: { ...record, decidedOn },
  period: { rulebook: 'HHHT-2024', minimumUntil: '2026-04-15', maximumUntil: '2029-01-15', repairableFrom: '2026-04-16' },
  noticeRequired: true,
  endedOn: null,
  receivedAt: `2026-03-0${revision}T02:00:00.000Z`,
  ...change,
});

export const removed = (revision: number): Removed => ({
  what: 'removed',
  eventId: id(2, revision),
  recordKey,
  revision,
  ...organ,
  removedOn: '2026-03-01',
  receivedAt: `2026-03-0${revision}T03:00:00.000Z`,
});

export const repaired = (recordRevision: number): Repaired => ({
  what: 'repaired',
  eventId: id(3, recordRevision),
  recordKey,
  recordRevision,
  caseId: id(4, recordRevision),
  ...organ,
  rulebook: 'HHHT-2024',
  effects: ['terminatePublicity'],
  decidedAt: '2026-05-20T01:30:00.000Z',
});

export const expired = (maximumUntil: string): MaximumReached => ({
  what: 'maximumReached',
  eventId: id(5, 1),
  recordKey,
  maximumUntil,
  ...organ,
  rulebook: 'HHHT-2024',
});

export const revoked = (recordRevision: number, caseId = id(4, recordRevision)): Revoked => ({
  what: 'revoked',
  eventId: id(6, recordRevision),
  recordKey,
  recordRevision,
  caseId,
  ...organ,
  rulebook: 'HHHT-2024',
  decidedAt: '2026-08-03T02:00:00.000Z',
  heardOn: '2026-08-03',
});

export const recognised = (recordRevision: number, change: Partial<Recognised> = {}): Recognised => ({
  what: 'recognised',
  eventId: id(7, recordRevision),
  recognitionId: id(8, recordRevision),
  recordKey,
  recordRevision,
  state: 'withdrawn',
  effects: ['terminatePublicity'],
  site: 'publicity-system',
  reference: '内市监修〔2026〕88号',
  ...organ,
  decidedAt: '2026-05-18T02:00:00.000Z',
  receivedAt: '2026-05-19T02:00:00.000Z',
  ...change,
});
