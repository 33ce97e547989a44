import type { MaterialKind, Reason } from '@tongxiu/contracts';
import { clauseReason, evaluate, type Rulebook, type Verdict } from '@tongxiu/rulebook';
import type { CalendarEdition } from '@tongxiu/working-days';
import { caseFacts, type Findings, type JudgedCase, type LaterEvents } from './case-facts.js';
import type { Deadline, DeadlineChange, ReviewClock } from './deadlines.js';
import { conditionsNotMet, materialsIncomplete, stepNotAllowed } from './refusal.js';
import { step, type Outcome, type ReviewFile } from './review-file.js';
import { moves } from './stages.js';
import { asReason, missingMaterials, obstacles } from './verdict-obstacles.js';

/** When a step is taken, and what it is judged by. */
export interface Setting {
  readonly at: string;
  readonly rulebook: Rulebook;
  readonly calendar: CalendarEdition;
}

/** An application whose materials are complete is accepted (J-025), and the clock of the decision starts. */
export function accept(file: ReviewFile, setting: Setting): Outcome {
  if (moves[file.stage].accept === undefined) return stepNotAllowed(file.stage, 'accept');
  const verdict = judge({ ...file, acceptedAt: setting.at }, asStated, setting);
  const missing = missingMaterials(verdict);
  if (missing.length > 0) return materialsIncomplete(missing);
  const started = startedClocks(file.caseId, verdict, 'accepted');
  return step(file, 'accept', setting.at, { started, file: { acceptedAt: setting.at, dueAt: started[0]?.dueAt ?? null } });
}

export const notAccept = (file: ReviewFile, reasons: readonly Reason[], { at }: Pick<Setting, 'at'>): Outcome =>
  step(file, 'notAccept', at, { reasons });

/** One notice names everything to be supplemented (J-026). */
export const requestSupplement = (file: ReviewFile, reasons: readonly Reason[], { at }: Pick<Setting, 'at'>): Outcome =>
  step(file, 'requestSupplement', at, { reasons });

/** The company answered; the clock of acceptance goes on, or stays missed if it had passed before the notice. */
export function noteSupplement(
  file: ReviewFile,
  added: readonly MaterialKind[],
  clock: { readonly resumed: DeadlineChange | undefined; readonly dueAt: string | null },
  { at }: Pick<Setting, 'at'>,
): Outcome {
  const materials = [...new Set([...file.materials, ...added])];
  return step(file, 'supplement', at, { resumed: clock.resumed, file: { materials, dueAt: clock.dueAt } });
}

export interface DecisionOrder {
  readonly decision: 'approve' | 'refuse';
  readonly findings: Findings;
  readonly reasons: readonly Reason[];
}

/** The verdict follows from the rules alone: nobody approves against them, and a refusal carries every broken one by itself. */
export function decide(file: ReviewFile, { decision, findings, reasons }: DecisionOrder, setting: Setting): Outcome {
  if (moves[file.stage][decision] === undefined) return stepNotAllowed(file.stage, decision);
  const { at } = setting;
  const verdict = judge(file, findings, setting, { decidedAt: at });
  const inTheWay = obstacles(verdict);
  if (decision === 'approve' && inTheWay.length > 0) return conditionsNotMet(inTheWay);
  const judgement = { findings, verdict, calendar: setting.calendar.edition };
  const started = sharedAtOnce(file.caseId, verdict, at);
  if (decision === 'approve') return step(file, 'approve', at, { judgement, started });
  return step(file, 'refuse', at, { judgement, started, reasons: [...reasons, ...inTheWay.map(asReason)] });
}

/** A decision is shared by being written: what tells it stands or falls with it, so the limit of sharing (J-035) is kept in that instant. */
const sharedAtOnce = (caseId: string, verdict: Verdict, at: string): Deadline[] =>
  startedClocks(caseId, verdict, 'decided').map((deadline) => ({ ...deadline, status: 'met', metAt: at }));

/** While nothing is decided the applicant may withdraw, and apply again later. */
export const withdraw = (file: ReviewFile, { at }: Pick<Setting, 'at'>): Outcome => step(file, 'withdraw', at);

/** What an application was about is gone: its record was removed by its organ. */
export const close = (file: ReviewFile, reasons: readonly Reason[], { at }: Pick<Setting, 'at'>): Outcome =>
  step(file, 'close', at, { reasons });

/** Materials proved false after the approval: the repair falls, and whatever else is said, this is why (J-018). */
export function revoke(file: ReviewFile, reasons: readonly Reason[], { at }: Pick<Setting, 'at'>): Outcome {
  const founded =
    reasons.length === 0 || reasons.some(({ rule }) => rule === 'J-018' || rule === 'H-010')
      ? reasons
      : [...reasons, clauseReason('J-018')];
  return step(file, 'revoke', at, { reasons: founded });
}

/** What the applicant states, taken as found: whoever applies states that the conduct is corrected (H-010). */
export const asStated: Findings = { corrected: true, obligationsPerformed: true, commitmentPublishable: true, untrue: false };

export const judge = (judged: JudgedCase, findings: Findings, { at, rulebook, calendar }: Setting, later?: LaterEvents): Verdict =>
  evaluate(rulebook, caseFacts(judged, findings, at, later), calendar);

const clocksStartedBy: Readonly<Record<Deadline['startEvent'], readonly ReviewClock[]>> = {
  submitted: ['accept', 'supplementNotice'],
  accepted: ['decide'],
  decided: ['share'],
  objected: ['answerObjection'],
};

/** The clocks an event starts, with the numbers the rulebook gives or has adopted. */
export function startedClocks(caseId: string, verdict: Verdict, startEvent: Deadline['startEvent']): Deadline[] {
  const limits = [...verdict.deadlines, ...verdict.adoptedDeadlines];
  return clocksStartedBy[startEvent].flatMap((what): Deadline[] => {
    const limit = limits.find((deadline) => deadline.what === what);
    if (limit === undefined) return [];
    const { rule, clause, from, workingDays, dueDate, dueAt, edition } = limit;
    return [{ caseId, what, rule, clause, startEvent, from, workingDays, calendar: edition, dueDate, dueAt, status: 'running' }];
  });
}
