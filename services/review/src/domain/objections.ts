import type { MaterialKind, Reason } from '@tongxiu/contracts';
import { clauseReason } from '@tongxiu/rulebook';
import type { Findings } from './case-facts.js';
import { refusal, stepNotAllowed, type Refusal } from './refusal.js';
import { step, type Moved, type Outcome, type ReviewFile } from './review-file.js';
import { decide, judge, asStated, startedClocks, type Setting } from './review-steps.js';
import { moves } from './stages.js';
import { asReason, obstacles } from './verdict-obstacles.js';

export const objectionStages = ['filed', 'upheld', 'rejected', 'closed'] as const;
export type ObjectionStage = (typeof objectionStages)[number];

export type ObjectionMove = 'uphold' | 'reject' | 'close';

/** An objection is answered once. `closed`: its record was removed by its organ before anybody had answered. */
export const objectionMoves: Readonly<Record<ObjectionStage, Partial<Record<ObjectionMove, ObjectionStage>>>> = {
  filed: { uphold: 'upheld', reject: 'rejected', close: 'closed' },
  upheld: {},
  rejected: {},
  closed: {},
};

export interface Objection {
  readonly objectionId: string;
  readonly caseId: string;
  readonly stage: ObjectionStage;
  readonly filedAt: string;
}

/** A refusal may be objected to (J-041), once; the clock of its answer starts (J-042). What it brings counts as material of the case. */
export function object(file: ReviewFile, before: Objection | undefined, added: readonly MaterialKind[], setting: Setting): Outcome {
  if (before !== undefined) return objectedBefore;
  if (moves[file.stage].object === undefined) return stepNotAllowed(file.stage, 'object');
  const { at } = setting;
  const materials = [...new Set([...file.materials, ...added])];
  const started = startedClocks(file.caseId, judge(file, asStated, setting, { objectionAt: at }), 'objected');
  return step(file, 'object', at, { started, file: { materials, dueAt: started[0]?.dueAt ?? null } });
}

export interface ObjectionOrder {
  readonly upheld: boolean;
  readonly findings: Findings;
  readonly reasons: readonly Reason[];
}

export type ObjectionOutcome = { readonly kind: 'answered'; readonly stage: ObjectionStage; readonly moved: readonly Moved[] } | Refusal;

/** Upheld, the case is approved by the same rules as any other: an objection opens no way around them. */
export function answer(file: ReviewFile, objection: Objection, order: ObjectionOrder, setting: Setting): ObjectionOutcome {
  const stage = objectionMoves[objection.stage][order.upheld ? 'uphold' : 'reject'];
  if (stage === undefined) return answeredBefore(objection);
  const moved = order.upheld ? upheld(file, objection, order, setting) : rejected(file, objection, order, setting);
  return Array.isArray(moved) ? { kind: 'answered', stage, moved } : moved;
}

function upheld(file: ReviewFile, { objectionId }: Objection, { findings, reasons }: ObjectionOrder, setting: Setting): Moved[] | Refusal {
  const held = step(file, 'upholdObjection', setting.at, { objectionId, reasons: reasons.length === 0 ? [found] : reasons });
  if (held.kind === 'refused') return held;
  const approved = decide(held.file, { decision: 'approve', findings, reasons: [] }, setting);
  return approved.kind === 'refused' ? approved : [held, approved];
}

function rejected(
  file: ReviewFile,
  { objectionId }: Objection,
  { findings, reasons }: ObjectionOrder,
  setting: Setting,
): Moved[] | Refusal {
  const verdict = judge(file, findings, setting);
  const judgement = { findings, verdict, calendar: setting.calendar.edition };
  const why = [...reasons, ...obstacles(verdict).map(asReason)];
  const outcome = step(file, 'rejectObjection', setting.at, { objectionId, judgement, reasons: why });
  return outcome.kind === 'refused' ? outcome : [outcome];
}

/** Nothing is left to verify where the record itself is gone. */
export function closeObjection(file: ReviewFile, objection: Objection, reasons: readonly Reason[], at: string): ObjectionOutcome {
  const stage = objectionMoves[objection.stage].close;
  if (stage === undefined) return answeredBefore(objection);
  const outcome = step(file, 'closeObjection', at, { objectionId: objection.objectionId, reasons });
  return outcome.kind === 'refused' ? outcome : { kind: 'answered', stage, moved: [outcome] };
}

const found: Reason = {
  ...clauseReason('J-042'),
  message: { zh: '经核实，异议成立。', en: 'The objection was verified and is well founded.' },
};

const once = clauseReason('J-041');
const onceOnly = {
  zh: '对同一不予修复决定已提出过异议，不再重复受理。',
  en: 'This refusal was objected to before; it is not taken up a second time.',
};
const objectedBefore = refusal('objection-once', onceOnly, [{ field: 'caseId', rule: once.rule, clause: once.clause, message: onceOnly }]);

const objectionStageNames = {
  filed: { zh: '待处理', en: 'waiting for its answer' },
  upheld: { zh: '异议成立', en: 'upheld' },
  rejected: { zh: '异议不成立', en: 'rejected' },
  closed: { zh: '信息已移出、异议终结', en: 'closed, since its record was removed' },
} as const;

function answeredBefore({ stage }: Objection): Refusal {
  const { zh, en } = objectionStageNames[stage];
  const message = { zh: `该异议目前“${zh}”，不能再次处理。`, en: `This objection is ${en} and is not answered again.` };
  return refusal('objection-decided', message, [{ field: 'objectionId', message }]);
}
