import { recordKeyOf, recordKeyPattern, recordKinds, type RecordContent, type RecordKind, type SubjectKind } from '@tongxiu/contracts';
import { brokenRowRules, type PushingOrgan, type RowFacts } from './row-rules.js';
import { RowReader, type RawRow } from './row-reader.js';
import {
  detention,
  naturalPerson,
  readConduct,
  readDomain,
  readPenaltyKind,
  readSeverity,
  readSubjectKind,
  subjectKindOfCode,
} from './row-vocabulary.js';
import { foldCode, foldName } from './text-folding.js';
import { words, type Objection } from '../wording.js';

/** One row of a push, read: a listing with everything the public may see of it, or a removal. */
export type Push =
  | { readonly action: 'list'; readonly recordKey: string; readonly content: RecordContent }
  | { readonly action: 'remove'; readonly recordKey: string; readonly removedOn: string; readonly reason: string };

export type RowReading =
  { readonly kind: 'read'; readonly push: Push } | { readonly kind: 'unusable'; readonly objections: readonly Objection[] };

export interface PushContext {
  readonly organ: PushingOrgan;
  /** The day of the push in Asia/Shanghai. */
  readonly today: string;
  /** Severe lists whose sharing has started (H-065, H-068). */
  readonly activeLists: ReadonlySet<string>;
}

/** Everything that is wrong with a row is said at once; a row with a fault changes nothing. */
export function readPushRow(row: RawRow, context: PushContext): RowReading {
  const reader = new RowReader(row);
  const action = reader.has('action') ? reader.oneOf('action', (word) => actions.get(word)) : 'list';
  const push = action === 'remove' ? readRemoval(reader, context) : action === 'list' ? readListing(reader, context) : undefined;
  return push !== undefined && reader.objections.length === 0
    ? { kind: 'read', push }
    : { kind: 'unusable', objections: reader.objections };
}

const actions = new Map<string, Push['action']>([
  ['list', 'list'],
  ['列入', 'list'],
  ['remove', 'remove'],
  ['移出', 'remove'],
]);

/** A row in 双公示 columns that names no kind is a penalty. */
function readKind(reader: RowReader): RecordKind | undefined {
  if (!reader.has('kind') && reader.inStandardColumns) return 'penalty';
  if (reader.has('kind')) return reader.oneOf('kind', (word) => recordKinds.find((kind) => kind === word));
  return reader.object('kind', words('必须填写', 'is required'), 'H-008');
}

function readListing(reader: RowReader, context: PushContext): Push | undefined {
  const kind = readKind(reader);
  const facts = readFacts(reader, kind, context);
  const subjectName = reader.text('subjectName', { lengthMax: 200, required: true, fold: foldName });
  const reason = reader.text(reader.has('reason') ? 'reason' : reader.has('violation') ? 'violation' : 'reason', {
    lengthMax: 2000,
    required: true,
  });
  const basis = reader.text('basis', { lengthMax: 2000 });
  const notRepairableBy = reader.text('notRepairableBy', { lengthMax: 300 });
  const result = reader.text('result', { lengthMax: 2000 });
  const penaltyKinds = [...reader.each('penaltyKinds', readPenaltyKind), ...reader.each('penaltyKindsToo', readPenaltyKind)];
  const domains = reader.each('domains', readDomain);
  const conducts = reader.each('conducts', readConduct);
  const severity = reader.has('severity') ? reader.oneOf('severity', (word) => asFound(readSeverity(word))) : undefined;
  const fine = reader.amount('fine');
  const documentNo = reader.text('documentNo', { lengthMax: 128, required: true, fold: foldName });
  const complete: RowFacts = { ...facts, detention: penaltyKinds.includes(detention) };
  reader.objections.push(...brokenRowRules(complete, context, (field) => reader.nameOf(field)));

  const { creditCode, decidedOn, listId, publicityEndsOn } = facts;
  if (kind === undefined || creditCode === undefined || decidedOn === undefined || documentNo === undefined) return undefined;
  if (subjectName === undefined || reason === undefined) return undefined;
  const content: RecordContent = {
    kind,
    subjectName,
    subjectKind: subjectKindOf(facts, kind, creditCode),
    creditCode,
    organCode: context.organ.code,
    organName: context.organ.name,
    marketRegulation: context.organ.marketRegulation,
    documentNo,
    decidedOn,
    ...(kind === 'severeList' && listId !== undefined ? { listId } : {}),
    domains,
    penaltyKinds: [...new Set(penaltyKinds)].filter((penalty) => penalty !== detention),
    conducts,
    ...(severity === undefined || severity.meaning === null ? {} : { severity: severity.meaning }),
    reason,
    ...(basis === undefined ? {} : { basis }),
    ...(result === undefined ? {} : { result }),
    ...(fine === undefined ? {} : { fineTenThousandYuan: fine }),
    ...(publicityEndsOn === undefined ? {} : { publicityEndsOn }),
    ...(notRepairableBy === undefined ? {} : { notRepairableBy }),
  };
  return withKey(reader, recordKeyOf(content), (recordKey) => ({ action: 'list', recordKey, content }));
}

/** Null is a meaning of its own ("not decided"), so it is wrapped before it passes for "not read". */
const asFound = <Meaning>(meaning: Meaning | undefined): { readonly meaning: Meaning } | undefined =>
  meaning === undefined ? undefined : { meaning };

function readFacts(reader: RowReader, kind: RecordKind | undefined, context: PushContext): Omit<RowFacts, 'detention'> {
  const subject = reader.has('subjectKind') ? reader.oneOf('subjectKind', (word) => asFound(readSubjectKind(foldName(word)))) : undefined;
  const personal = subject?.meaning === naturalPerson || (reader.has('personNo') && !reader.has('creditCode'));
  const creditCode = reader.text('creditCode', { lengthMax: 32, required: !personal });
  const scope = reader.text('useScope', { lengthMax: 20 });
  const status = reader.text('penaltyStatus', { lengthMax: 20 });
  return {
    ...readCommonFacts(reader, kind),
    listing: true,
    naturalPerson: personal,
    subjectKind: subject?.meaning === naturalPerson || subject?.meaning === null ? undefined : subject?.meaning,
    creditCode: creditCode === undefined ? undefined : foldCode(creditCode).toUpperCase(),
    decidedOn: reader.date('decidedOn', true),
    publicityEndsOn: reader.date('publicityEndsOn', false),
    publishable: scope === undefined || ['0', '公示'].includes(foldCode(scope)),
    revoked: status !== undefined && ['1', '撤销'].includes(foldCode(status)),
    today: context.today,
  };
}

function readCommonFacts(reader: RowReader, kind: RecordKind | undefined) {
  const listId = reader.text('listId', { lengthMax: 10, required: kind === 'severeList' && !reader.has('recordKey') });
  const organCode = reader.text('organCode', { lengthMax: 32 });
  const organName = reader.text('organName', { lengthMax: 200 });
  return {
    kind,
    listId: listId === undefined ? undefined : foldCode(listId).toUpperCase(),
    organCode: organCode === undefined ? undefined : foldCode(organCode).toUpperCase(),
    organName: organName === undefined ? undefined : foldName(organName),
  };
}

function subjectKindOf(facts: Omit<RowFacts, 'detention'>, kind: RecordKind, creditCode: string): SubjectKind {
  return kind === 'individualAbnormal' ? 'individualBusiness' : (facts.subjectKind ?? subjectKindOfCode(creditCode));
}

/** A removal names the record by its key, or by what the key is made of; the key is then the removing organ's own. */
function readRemoval(reader: RowReader, context: PushContext): Push | undefined {
  const removedOn = reader.date('removedOn', true);
  const reason = reader.text('reason', { lengthMax: 2000, required: true });
  const recordKey = reader.has('recordKey') ? readKey(reader) : undefined;
  const kind = reader.has('kind') || !reader.has('recordKey') ? readKind(reader) : undefined;
  const documentNo = reader.text('documentNo', { lengthMax: 128, required: !reader.has('recordKey') });
  const common = readCommonFacts(reader, kind);
  const facts: RowFacts = { ...common, ...nothingStated, removedOn, today: context.today };
  reader.objections.push(...brokenRowRules(facts, context, (field) => reader.nameOf(field)));
  if (removedOn === undefined || reason === undefined) return undefined;
  if (recordKey !== undefined) return { action: 'remove', recordKey, removedOn, reason };
  if (kind === undefined || documentNo === undefined) return undefined;
  const key = recordKeyOf({
    kind,
    documentNo,
    organCode: context.organ.code,
    ...(common.listId === undefined ? {} : { listId: common.listId }),
  });
  return withKey(reader, key, (made) => ({ action: 'remove', recordKey: made, removedOn, reason }));
}

const nothingStated = { listing: false, naturalPerson: false, detention: false, publishable: true, revoked: false } as const;

function readKey(reader: RowReader): string | undefined {
  const key = reader.text('recordKey', { lengthMax: 240 });
  if (key === undefined || recordKeyPattern.test(key)) return key;
  return reader.object('recordKey', words('不是记录编号', 'is not a record key'));
}

function withKey(reader: RowReader, key: string, make: (key: string) => Push): Push | undefined {
  return recordKeyPattern.test(key)
    ? make(key)
    : reader.object('documentNo', words('文号折叠后过长或为空', 'is empty or too long once folded'));
}
