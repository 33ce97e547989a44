import type { MaterialKind, RecordContent } from '@tongxiu/contracts';
import type { CaseFacts } from '@tongxiu/rulebook';
import { localDate } from '@tongxiu/working-days';

/** What the rules ask about subject and record: gathered once, when the case opens, so that judging reads nothing else. */
export type RecordFacts = Pick<CaseFacts, 'subject' | 'record'>;

/** What the reviewer found, or, before anybody looked, what the applicant states. */
export interface Findings {
  readonly corrected: boolean;
  readonly obligationsPerformed: boolean;
  readonly commitmentPublishable: boolean;
  readonly untrue: boolean;
}

export interface JudgedCase {
  readonly facts: RecordFacts;
  readonly materials: readonly MaterialKind[];
  readonly submittedAt: string;
  readonly acceptedAt: string | null;
}

export function recordFacts(record: RecordContent): RecordFacts {
  return {
    subject: { kind: record.subjectKind, creditCode: record.creditCode, name: record.subjectName },
    record: {
      kind: record.kind,
      decidedOn: record.decidedOn,
      organ: { name: record.organName, marketRegulation: record.marketRegulation },
      domains: record.domains,
      penaltyKinds: record.penaltyKinds,
      conducts: record.conducts,
      ...(record.severity === undefined ? {} : { severity: record.severity }),
      ...(record.publicityEndsOn === undefined ? {} : { publicityEndsOn: record.publicityEndsOn }),
      ...(record.listId === undefined ? {} : { listId: record.listId }),
    },
  };
}

export const caseFacts = ({ facts, materials, submittedAt, acceptedAt }: JudgedCase, findings: Findings, at: string): CaseFacts => ({
  asOf: localDate(at),
  ...facts,
  application: { submittedAt, ...(acceptedAt === null ? {} : { acceptedAt }), ...findings, materials },
});
