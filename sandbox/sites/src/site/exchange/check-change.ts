import type { RecordContent, RecordKind, SiteChange, SiteErrorCode, Wording } from '@tongxiu/contracts';
import { allKinds, allStates, kindNames } from '../words.js';

export interface Complaint {
  readonly code: SiteErrorCode;
  readonly message: Wording;
}

const creditCode = /^[0-9A-HJ-NPQRTUWXY]{18}$/;
const day = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const recordKey = /^(penalty|abnormalOperation|individualAbnormal|severeList):[^:]{4,18}:.{1,160}$/u;

const texts: readonly { field: keyof RecordContent; longest: number; required: boolean }[] = [
  { field: 'subjectName', longest: 200, required: true },
  { field: 'subjectKind', longest: 40, required: true },
  { field: 'organName', longest: 200, required: true },
  { field: 'documentNo', longest: 128, required: true },
  { field: 'reason', longest: 2000, required: true },
  { field: 'basis', longest: 2000, required: false },
  { field: 'result', longest: 2000, required: false },
  { field: 'severity', longest: 40, required: false },
  { field: 'listId', longest: 18, required: false },
];

const patterns: readonly { field: keyof RecordContent; pattern: RegExp; required: boolean }[] = [
  { field: 'creditCode', pattern: creditCode, required: true },
  { field: 'organCode', pattern: creditCode, required: true },
  { field: 'decidedOn', pattern: day, required: true },
  { field: 'publicityEndsOn', pattern: day, required: false },
];

const termLists: readonly (keyof RecordContent)[] = ['domains', 'penaltyKinds', 'conducts'];

/**
 * What is wrong with one change, or nothing. The first fault is enough: the record is rejected and its neighbours go on. Fields
 * the interface does not name are passed over, as newer senders may add some.
 */
export function complaintAbout(change: unknown, shownKinds: ReadonlySet<RecordKind>): Complaint | undefined {
  if (typeof change !== 'object' || change === null) return malformed('change');
  const candidate = change as Partial<SiteChange>;
  if (typeof candidate.recordKey !== 'string') return malformed('recordKey');
  if (candidate.recordKey.length > 200) return tooLong('recordKey', 200);
  if (!recordKey.test(candidate.recordKey)) return malformed('recordKey');
  if (!Number.isSafeInteger(candidate.version) || (candidate.version ?? 0) < 1) return malformed('version');
  if (candidate.state === undefined || !allStates.includes(candidate.state)) return malformed('state');
  if (candidate.kind === undefined || !allKinds.includes(candidate.kind)) return malformed('kind');
  if (!candidate.recordKey.startsWith(candidate.kind)) return malformed('kind');
  if (!shownKinds.has(candidate.kind)) return notShown(candidate.kind);
  if (typeof candidate.creditCode !== 'string' || !creditCode.test(candidate.creditCode)) return malformed('creditCode');
  if (!Array.isArray(candidate.effects)) return malformed('effects');
  return candidate.state === 'shown' ? complaintAboutRecord(candidate as SiteChange) : undefined;
}

function complaintAboutRecord(change: SiteChange): Complaint | undefined {
  const { record } = change;
  if (typeof record !== 'object' || record === null) return malformed('record');
  for (const { field, longest, required } of texts) {
    const value = record[field];
    if (value === undefined && !required) continue;
    if (typeof value !== 'string' || (required && value === '')) return malformed(`record.${field}`);
    if (value.length > longest && [...value].length > longest) return tooLong(`record.${field}`, longest);
  }
  for (const { field, pattern, required } of patterns) {
    const value = record[field];
    if (value === undefined && !required) continue;
    if (typeof value !== 'string' || !pattern.test(value)) return malformed(`record.${field}`);
  }
  for (const field of termLists) if (!isTermList(record[field])) return malformed(`record.${field}`);
  if (typeof record.marketRegulation !== 'boolean') return malformed('record.marketRegulation');
  const fine = record.fineTenThousandYuan;
  if (fine !== undefined && !(typeof fine === 'number' && fine >= 0)) return malformed('record.fineTenThousandYuan');
  if (record.kind !== change.kind) return malformed('record.kind');
  if (record.creditCode !== change.creditCode) return malformed('record.creditCode');
  return undefined;
}

function isTermList(value: unknown): boolean {
  return Array.isArray(value) && value.length <= 32 && value.every((term) => typeof term === 'string' && term.length <= 64);
}

const malformed = (field: string): Complaint => ({
  code: 'MALFORMED',
  message: { zh: `${field} 缺失或格式不正确`, en: `${field} is missing or not in the published form` },
});

const tooLong = (field: string, longest: number): Complaint => ({
  code: 'FIELD_TOO_LONG',
  message: { zh: `${field} 超过 ${longest} 个字符`, en: `${field} is longer than ${longest} characters` },
});

const notShown = (kind: RecordKind): Complaint => ({
  code: 'NO_PERMISSION',
  message: { zh: `本网站不公示${kindNames[kind].zh}`, en: `This site does not show: ${kindNames[kind].en}` },
});
