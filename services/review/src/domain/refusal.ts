import type { Wording } from '@tongxiu/contracts';
import { clauseReason } from '@tongxiu/rulebook';
import type { Move, Stage } from './stages.js';

/** One thing that stands in the way: the rule, where the documents say it, the sentence, and until when where time cures it. */
export interface Obstacle {
  readonly field?: string;
  readonly rule?: string;
  readonly clause?: string;
  readonly message: Readonly<Wording>;
  readonly until?: string;
}

export type RefusalCode =
  | 'no-such-case'
  | 'no-such-objection'
  | 'not-your-case'
  | 'step-not-allowed'
  | 'supplement-once'
  | 'objection-decided'
  | 'objection-once'
  | 'conditions-not-met'
  | 'reasons-missing';

/** Why nothing was changed. */
export interface Refusal {
  readonly kind: 'refused';
  readonly code: RefusalCode;
  readonly wording: Readonly<Wording>;
  readonly obstacles: readonly Obstacle[];
}

export const refusal = (code: RefusalCode, wording: Readonly<Wording>, obstacles: readonly Obstacle[]): Refusal => ({
  kind: 'refused',
  code,
  wording,
  obstacles,
});

export function noSuchCase(): Refusal {
  const message = { zh: '没有这一申请。', en: 'There is no such application.' };
  return refusal('no-such-case', message, [{ field: 'caseId', message }]);
}

export function noSuchObjection(): Refusal {
  const message = { zh: '没有这一异议。', en: 'There is no such objection.' };
  return refusal('no-such-objection', message, [{ field: 'objectionId', message }]);
}

export const stageNames: Readonly<Record<Stage, Readonly<Wording>>> = {
  submitted: { zh: '已提交、待受理', en: 'submitted and not yet accepted' },
  supplementing: { zh: '等待补正', en: 'waiting for the supplement' },
  resubmitted: { zh: '已补正、待受理', en: 'supplemented and not yet accepted' },
  accepted: { zh: '已受理、待决定', en: 'accepted and not yet decided' },
  notAccepted: { zh: '不予受理', en: 'not accepted' },
  approved: { zh: '准予修复', en: 'approved' },
  refused: { zh: '不予修复', en: 'refused' },
  upheld: { zh: '异议成立', en: 'refused, and its objection is upheld' },
  withdrawn: { zh: '申请人已撤回', en: 'withdrawn by the applicant' },
  closed: { zh: '信息已移出、申请终结', en: 'closed, since its record was removed' },
  revoked: { zh: '修复已撤销', en: 'approved, and its repair was revoked' },
};

export function stepNotAllowed(stage: Stage, move: Move): Refusal {
  const { zh, en } = stageNames[stage];
  if (move === 'requestSupplement' && stage !== 'submitted') {
    const { rule, clause } = clauseReason('J-026');
    const message = {
      zh: `补正应当一次性告知：该申请目前“${zh}”，不能再发补正通知。`,
      en: `A supplement is asked for once and before acceptance: this application is ${en}.`,
    };
    return refusal('supplement-once', message, [{ field: 'caseId', rule, clause, message }]);
  }
  const message = { zh: `该申请目前“${zh}”，不能进行此操作。`, en: `This application is ${en}, so this step cannot be taken.` };
  return refusal('step-not-allowed', message, [{ field: 'caseId', message }]);
}

export function reasonsMissing(ruleId: string): Refusal {
  const { rule, clause } = clauseReason(ruleId);
  const message = { zh: '应当说明理由。', en: 'The reasons must be stated.' };
  return refusal('reasons-missing', message, [{ field: 'reasons', rule, clause, message }]);
}

export const conditionsNotMet = (inTheWay: readonly Obstacle[]): Refusal =>
  refusal(
    'conditions-not-met',
    { zh: '不符合信用修复条件，未作任何更改。', en: 'The conditions of repair are not met; nothing was changed.' },
    inTheWay,
  );

export const materialsIncomplete = (missing: readonly Obstacle[]): Refusal =>
  refusal(
    'conditions-not-met',
    { zh: '申请材料不齐全，不能受理。', en: 'The materials are not complete, so the application cannot be accepted.' },
    missing,
  );
