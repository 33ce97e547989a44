import type { Reason } from '@tongxiu/contracts';
import type { Transactions, Tx } from '@tongxiu/messaging';
import { rulebookById, type Rulebook } from '@tongxiu/rulebook';
import type { CalendarEdition } from '@tongxiu/working-days';
import { notYourCase } from '../domain/authority.js';
import { noSuchCase, type Refusal } from '../domain/refusal.js';
import { accept, decide, notAccept, requestSupplement, revoke, type DecisionOrder, type Setting } from '../domain/review-steps.js';
import type { Moved, Outcome, ReviewFile } from '../domain/review-file.js';
import type { Actor, Announce, ReviewFiles } from './review-files.js';

export type StepOrder = { readonly caseId: string } & (
  | { readonly step: 'accept' }
  | { readonly step: 'notAccept' | 'requestSupplement' | 'revoke'; readonly reasons: readonly Reason[] }
  | ({ readonly step: 'decide' } & DecisionOrder)
);

/**
 * Reviewers' steps, one or a thousand: lock, judge in memory, write set-wise, tell. Each order stands for itself: those that cannot be
 * taken are refused with reasons and leave their case as it was, the others are done, all in one transaction.
 */
export class TakeSteps {
  constructor(
    private readonly transactions: Transactions,
    private readonly files: ReviewFiles,
    private readonly announce: Announce,
  ) {}

  /** Outcomes in the order of the orders. */
  run(orders: readonly StepOrder[], actor: Actor, at: string): Promise<Outcome[]> {
    return this.transactions.run(async (tx) => {
      const { files, calendar } = await this.files.lock([...new Set(orders.map(({ caseId }) => caseId))], tx);
      const outcomes = takeAll(orders, new Map(files), { actor, at, calendar });
      await this.write(
        outcomes.filter((outcome) => outcome.kind === 'moved'),
        actor,
        tx,
      );
      return outcomes;
    });
  }

  private async write(moved: readonly Moved[], actor: Actor, tx: Tx): Promise<void> {
    if (moved.length === 0) return;
    await this.files.save(moved, actor, tx);
    await this.announce.steps(moved, actor, tx);
  }
}

interface Occasion {
  readonly actor: Actor;
  readonly at: string;
  readonly calendar: CalendarEdition;
}

/** A case named twice meets its own new stage the second time, which allows no second step of the same kind. */
function takeAll(orders: readonly StepOrder[], files: Map<string, ReviewFile>, occasion: Occasion): Outcome[] {
  return orders.map((order) => {
    const file = files.get(order.caseId);
    if (file === undefined) return noSuchCase();
    const outcome = take(order, file, occasion);
    if (outcome.kind === 'moved') files.set(order.caseId, outcome.file);
    return outcome;
  });
}

function take(order: StepOrder, file: ReviewFile, { actor, at, calendar }: Occasion): Moved | Refusal {
  if (file.organCode !== actor.organCode) return notYourCase(file.channel, file.facts.record.kind);
  const setting: Setting = { at, calendar, rulebook: rulebookOf(file) };
  switch (order.step) {
    case 'accept':
      return accept(file, setting);
    case 'notAccept':
      return notAccept(file, order.reasons, setting);
    case 'requestSupplement':
      return requestSupplement(file, order.reasons, setting);
    case 'revoke':
      return revoke(file, order.reasons, setting);
    case 'decide':
      return decide(file, order, setting);
  }
}

/** A case is judged by the edition it was opened under; that edition is never taken out of the product. */
export function rulebookOf({ rulebook }: Pick<ReviewFile, 'rulebook'>): Rulebook {
  const found = rulebookById(rulebook);
  if (found === undefined) throw new Error(`rulebook ${rulebook} is not part of this release`);
  return found;
}
