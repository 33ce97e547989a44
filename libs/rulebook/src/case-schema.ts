import { alphabet } from '@tongxiu/credit-code';
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
import { day, dialect, listOf, object, oneOf, orNull, text, truth, type Fields, type JsonSchema } from './json-schema.js';
import { severeLists } from './severe-lists.js';

const offset = '([Zz]|[+\\-−]\\d{2}(:?\\d{2})?)';
const extendedTime = `\\d{2}(:\\d{2}(:\\d{2}([.,]\\d+)?)?)?${offset}`;
const basicTime = `\\d{2}(\\d{2}(\\d{2}([.,]\\d+)?)?)?${offset}`;

const moment: JsonSchema = {
  type: 'string',
  pattern: `^(19|2\\d)(\\d{2}-\\d{2}-\\d{2}|\\d{2}-\\d{2}-\\d{2}[Tt]${extendedTime}|\\d{6}[Tt]${basicTime})$`,
  description: 'An ISO 8601 instant with an offset or Z, or a plain day.',
};

const subject: Fields<SubjectFacts> = {
  kind: oneOf(subjectKinds),
  'creditCode?': orNull({ ...text, description: 'GB 32100-2015. Only natural persons may have none.' }),
  name: text,
};

const record: Fields<RecordFacts> = {
  kind: oneOf(recordKinds),
  decidedOn: { ...day, description: 'Day of the penalty decision, listing or designation; not after asOf.' },
  organ: object('Whoever decided, listed or designated.', { name: text, marketRegulation: truth }),
  domains: listOf(oneOf(domains)),
  penaltyKinds: listOf(oneOf(penaltyKinds)),
  conducts: listOf(oneOf(conducts)),
  'severity?': orNull(oneOf(severities, 'In rulebooks that know classes.')),
  'publicityEndsOn?': orNull({ ...day, description: 'Where the rulebook has no maximum of its own; not before decidedOn.' }),
  'listId?': orNull(
    oneOf(
      severeLists.map(({ id }) => id),
      'Lists of Annex 2 and Annex 3, by number.',
    ),
  ),
  'notRepairableBy?': orNull({ ...text, description: 'The law, regulation or rule that expressly excludes repair.' }),
};

const application: Fields<ApplicationFacts> = {
  submittedAt: { ...moment, description: `${moment.description ?? ''} Not before decidedOn.` },
  'acceptedAt?': orNull(moment),
  'decidedAt?': orNull(moment),
  'receivedByPlatformAt?': orNull(moment),
  'objectionAt?': orNull(moment),
  corrected: truth,
  obligationsPerformed: truth,
  commitmentPublishable: truth,
  untrue: truth,
  materials: listOf(oneOf(materialKinds)),
};

const facts: Fields<CaseFacts> = {
  asOf: { ...day, description: 'The day the question is asked, in Asia/Shanghai.' },
  subject: {
    ...object('Whom the record is about.', subject),
    if: { properties: { kind: { enum: subjectKinds.filter((kind) => kind !== 'naturalPerson') } } },
    then: { properties: { creditCode: { type: 'string', pattern: `^[${alphabet}]{18}$` } }, required: ['creditCode'] },
  },
  record: object('The record.', record),
  'application?': orNull(object('The application for repair, once there is one.', application)),
};

/** What `rules evaluate` reads. Order of days and codes' check characters are beyond a schema; the reader names those faults by field, too. */
export const caseSchema: JsonSchema = {
  $schema: dialect,
  $id: 'urn:tongxiu:schema:case',
  title: 'Case · 案件事实',
  ...object('The facts of a case. Fields that are not named here are refused.', facts),
};
