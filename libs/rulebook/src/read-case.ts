import { checkCreditCode } from '@tongxiu/credit-code';
import { wrongOnlyInItsCheck } from './code-warning.js';
import { compareInstants, isDate, readDay } from '@tongxiu/working-days';
import {
  conducts,
  domains,
  materialKinds,
  penaltyKinds,
  recordKinds,
  severities,
  subjectKinds,
  type ApplicationFacts,
  type CaseFacts,
  type RecordFacts,
  type SubjectFacts,
} from './case-facts.js';
import { FieldReader, type FieldError } from './fields.js';
import { startEvents, type Rulebook } from './rulebook.js';
import { severeListById } from './severe-lists.js';

export type CaseReading = { readonly facts: CaseFacts } | { readonly errors: readonly FieldError[] };

/** Reads the facts of a case from outside. All errors are named by field; facts that contradict each other are errors too. */
export function readCase(input: unknown, rulebook?: Pick<Rulebook, 'clockStarts'>): CaseReading {
  const errors: FieldError[] = [];
  const top = FieldReader.of(input, errors)?.only(['asOf', 'subject', 'record', 'application']);
  if (top === undefined) return { errors };
  const asOf = top.date('asOf');
  const subject = subjectOf(top.object('subject'));
  const record = recordOf(top.object('record'), asOf, rulebook?.clockStarts ?? 'H-018');
  const application = applicationOf(top.object('application', false), record?.decidedOn);
  if (errors.length > 0 || asOf === undefined || subject === undefined || record === undefined) return { errors };
  return { facts: { asOf, subject, record, ...(application === undefined ? {} : { application }) } };
}

function subjectOf(fields: FieldReader | undefined): SubjectFacts | undefined {
  if (fields === undefined) return undefined;
  fields.only(['kind', 'creditCode', 'name']);
  const kind = fields.oneOf('kind', subjectKinds);
  const name = fields.text('name');
  const creditCode = fields.text('creditCode', kind !== 'naturalPerson');
  if (kind !== 'naturalPerson' && creditCode !== undefined) {
    for (const { message } of checkCreditCode(creditCode).errors ?? []) {
      if (!wrongOnlyInItsCheck(creditCode)) fields.complain('creditCode', message.zh, message.en);
    }
  }
  if (kind === undefined || name === undefined) return undefined;
  return creditCode === undefined ? { kind, name } : { kind, creditCode, name };
}

const recordFields = [
  'kind',
  'decidedOn',
  'organ',
  'domains',
  'penaltyKinds',
  'conducts',
  'severity',
  'publicityEndsOn',
  'listId',
  'notRepairableBy',
];

function recordOf(fields: FieldReader | undefined, asOf: string | undefined, clockStarts: string): RecordFacts | undefined {
  if (fields === undefined) return undefined;
  fields.only(recordFields);
  const kind = fields.oneOf('kind', recordKinds);
  const decidedOn = fields.date('decidedOn');
  const organ = fields.object('organ')?.only(['name', 'marketRegulation']);
  const [organName, marketRegulation] = [organ?.text('name'), organ?.flag('marketRegulation')];
  const lists = {
    domains: fields.listOf('domains', domains),
    penaltyKinds: fields.listOf('penaltyKinds', penaltyKinds),
    conducts: fields.listOf('conducts', conducts),
  };
  const severity = fields.oneOf('severity', severities, false);
  const publicityEndsOn = fields.date('publicityEndsOn', false);
  const listId = fields.text('listId', false);
  const notRepairableBy = fields.text('notRepairableBy', false);
  if (decidedOn !== undefined && asOf !== undefined && decidedOn > asOf) {
    fields.complain(
      'decidedOn',
      `作出日期晚于${asOf}，期限尚无起点。`,
      `The decision lies after ${asOf}, so no period has begun.`,
      clockStarts,
    );
  }
  if (decidedOn !== undefined && publicityEndsOn !== undefined && publicityEndsOn < decidedOn) {
    fields.complain('publicityEndsOn', '公示截止日期早于作出日期。', 'Publicity would end before the decision.', clockStarts);
  }
  if (listId !== undefined && severeListById(listId) === undefined) {
    fields.complain('listId', '附件2、附件3中没有此名单。', 'Neither Annex 2 nor Annex 3 has this list.', 'H-061');
  }
  if (kind === undefined || decidedOn === undefined || organName === undefined || marketRegulation === undefined) return undefined;
  return {
    kind,
    decidedOn,
    organ: { name: organName, marketRegulation },
    ...lists,
    ...(severity === undefined ? {} : { severity }),
    ...(publicityEndsOn === undefined ? {} : { publicityEndsOn }),
    ...(listId === undefined ? {} : { listId }),
    ...(notRepairableBy === undefined ? {} : { notRepairableBy }),
  };
}

const statements = ['corrected', 'obligationsPerformed', 'commitmentPublishable', 'untrue'] as const;

/** Which event cannot come before which. */
const follows = [
  ['acceptedAt', 'submittedAt'],
  ['decidedAt', 'submittedAt'],
  ['decidedAt', 'acceptedAt'],
  ['receivedByPlatformAt', 'submittedAt'],
  ['receivedByPlatformAt', 'decidedAt'],
  ['objectionAt', 'submittedAt'],
  ['objectionAt', 'decidedAt'],
] as const;

function applicationOf(fields: FieldReader | undefined, decidedOn: string | undefined): ApplicationFacts | undefined {
  if (fields === undefined) return undefined;
  fields.only([...startEvents, ...statements, 'materials']);
  const times = Object.fromEntries(
    startEvents.map((name) => [name, fields.instant(name, name === 'submittedAt')] as const).filter(([, time]) => time !== undefined),
  ) as Partial<Record<(typeof startEvents)[number], string>>;
  const [corrected, obligationsPerformed, commitmentPublishable, untrue] = statements.map((name) => fields.flag(name));
  const materials = fields.listOf('materials', materialKinds);
  for (const [later, earlier] of follows) {
    if (before(times[later], times[earlier])) fields.complain(later, `早于 ${earlier}。`, `This lies before ${earlier}.`);
  }
  const { submittedAt } = times;
  if (submittedAt !== undefined && decidedOn !== undefined && (readDay(submittedAt) ?? '') < decidedOn) {
    fields.complain('submittedAt', '申请早于决定或列入之日。', 'The application lies before the decision or listing.');
  }
  if (submittedAt === undefined || corrected === undefined || obligationsPerformed === undefined) return undefined;
  if (commitmentPublishable === undefined || untrue === undefined) return undefined;
  return { ...times, submittedAt, corrected, obligationsPerformed, commitmentPublishable, untrue, materials };
}

/** A plain date stands for its whole day, so against it only days are compared. */
function before(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return isDate(one) || isDate(other) ? (readDay(one) ?? '') < (readDay(other) ?? '') : compareInstants(one, other) < 0;
}
