import type { MaterialKind, RecordContent } from '@tongxiu/contracts';
import type { CaseFacts } from '@tongxiu/rulebook';
import { localDate } from '@tongxiu/working-days';

/** What the rules ask about subject and record: gathered once, when the case opens, so that judging reads nothing else. */
export type RecordFacts = Pick<CaseFacts, 'subject' | 'record'>;

/** What may count in the company's favour as an important reference (J-047); it never replaces a condition. */
export const references = ['training', 'volunteering', 'publicBenefit'] as const;
export type Reference = (typeof references)[number];

/** What the reviewer found, or, before anybody looked, what the applicant states. */
export interface Findings {
  readonly corrected: boolean;
  readonly obligationsPerformed: boolean;
  readonly commitmentPublishable: boolean;
  readonly untrue: boolean;
  readonly references?: readonly Reference[];
}

export interface JudgedCase {
  readonly facts: RecordFacts;
  readonly materials: readonly MaterialKind[];
  readonly submittedAt: string;
  readonly acceptedAt: string | null;
}

/** The later events a clock may start from, where the question is about one. */
export interface LaterEvents {
  readonly decidedAt?: string;
  readonly objectionAt?: string;
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
      ...(record.notRepairableBy === undefined ? {} : { notRepairableBy: record.notRepairableBy }),
      ...(record.listId === undefined ? {} : { listId: record.listId }),
    },
  };
}

export function caseFacts(
  { facts, materials, submittedAt, acceptedAt }: JudgedCase,
  { corrected, obligationsPerformed, commitmentPublishable, untrue }: Findings,
  at: string,
  later?: LaterEvents,
): CaseFacts {
  const found = { corrected, obligationsPerformed, commitmentPublishable, untrue };
  const accepted = acceptedAt === null ? undefined : { acceptedAt };
  return { asOf: localDate(at), ...facts, application: { submittedAt, ...accepted, ...later, ...found, materials } };
}
