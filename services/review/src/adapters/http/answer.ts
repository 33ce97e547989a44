import type { Reason } from '@tongxiu/contracts';
import { malformedRequest, Problem, type FieldProblem } from '@tongxiu/problems';
import { clauseReason, clauses } from '@tongxiu/rulebook';
import type { Refusal, RefusalCode } from '../../domain/refusal.js';
import type { Outcome } from '../../domain/review-file.js';
import type { ReasonRequest } from './reviews.requests.js';

/** The one place where a refusal of the domain becomes a status. */
const statusOf: Readonly<Record<RefusalCode, number>> = {
  'no-such-case': 404,
  'no-such-objection': 404,
  'not-your-case': 403,
  'step-not-allowed': 409,
  'supplement-once': 409,
  'objection-decided': 409,
  'objection-once': 409,
  'conditions-not-met': 422,
  'reasons-missing': 422,
};

export const problemOf = ({ code, wording, obstacles }: Refusal): Problem => new Problem(statusOf[code], code, wording, obstacles);

/** What became of one case: the stage it is in now, or everything that stood in the way. */
export interface StepAnswer {
  readonly caseId: string;
  readonly stage?: string;
  readonly step?: number;
  readonly at?: string;
  /** The same instant where the step decided the case: it is what the approval is told with. */
  readonly decidedAt?: string;
  /** Last day of the clock this step started. */
  readonly dueOn?: string;
  readonly reasons?: readonly Reason[];
  readonly code?: string;
  readonly errors?: readonly FieldProblem[];
}

export function answerOf(caseId: string, outcome: Outcome): StepAnswer {
  if (outcome.kind === 'refused') return { caseId, code: outcome.code, errors: outcome.obstacles };
  const { file, at, reasons, started, judgement } = outcome;
  const dueOn = started[0]?.dueDate ?? undefined;
  return {
    caseId,
    stage: file.stage,
    step: file.step,
    at,
    ...(judgement === undefined ? {} : { decidedAt: at }),
    ...(dueOn === undefined ? {} : { dueOn }),
    ...(reasons.length === 0 ? {} : { reasons }),
  };
}

/** A batch answers in order; what was refused says why and is as it was. */
export const answersOf = (caseIds: readonly string[], outcomes: readonly Outcome[]): { results: StepAnswer[] } => ({
  results: outcomes.map((outcome, index) => answerOf(caseIds[index] ?? '', outcome)),
});

/** A single step that is refused is a problem. */
export function stepOrProblem(caseId: string, outcome: Outcome): StepAnswer {
  if (outcome.kind === 'refused') throw problemOf(outcome);
  return answerOf(caseId, outcome);
}

/** Reasons as they are told: with the clause of the rule they name. */
export function reasonsOf(requests: readonly ReasonRequest[], parent = 'reasons'): Reason[] {
  const faults = requests.flatMap((request, index) => faultOf(request, `${parent}[${index}]`));
  if (faults.length > 0) throw malformedRequest(faults);
  return requests.map(({ rule, message }) => {
    if (rule === undefined) return { message: message ?? { zh: '', en: '' } };
    const cited = clauseReason(rule);
    return message === undefined ? cited : { ...cited, message };
  });
}

function faultOf({ rule, message }: ReasonRequest, field: string): FieldProblem[] {
  if (rule !== undefined && !clauses.has(rule)) {
    return [{ field: `${field}.rule`, message: { zh: '没有这一条款编号', en: 'is not the id of a clause' } }];
  }
  if (rule === undefined && message === undefined) {
    return [{ field, message: { zh: '应写明条款编号或中英文理由', en: 'needs the id of a clause, or a sentence in Chinese and English' } }];
  }
  return [];
}
