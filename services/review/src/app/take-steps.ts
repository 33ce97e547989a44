import type { Reason } from '@tongxiu/contracts';
import type { Transactions, Tx } from '@tongxiu/messaging';
import { rulebookById, type Rulebook } from '@tongxiu/rulebook';
import type { CalendarEdition } from '@tongxiu/working-days';
import { notYourCase } from '../domain/authority.js';
import { noSuchCase, type Refusal } from '../domain/refusal.js';
import { accept, decide, notAccept, requestSupplement, revoke, type DecisionOrder, type Setting } from '../domain/review-steps.js';
import type { Actor, Moved, Outcome, ReviewFile } from '../domain/review-file.js';
import { Gathering } from './gathering.js';
import type { Announce, ReviewFiles } from './review-files.js';

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

  private readonly gathering = new Gathering((steps: readonly AskedStep[]) => this.takeSet(steps));

  /** Outcomes in the order of the orders. */
  run(orders: readonly StepOrder[], actor: Actor, at: string): Promise<Outcome[]> {
    return this.takeSet(orders.map((order) => ({ order, actor, at })));
  }

  /** One step by itself, joined with those of others that come at the same time. */
  one(order: StepOrder, actor: Actor, at: string): Promise<Outcome> {
    return this.gathering.ask({ order, actor, at });
  }

  private takeSet(steps: readonly AskedStep[]): Promise<Outcome[]> {
    return this.transactions.run(async (tx) => {
      const { files, calendar } = await this.files.lock([...new Set(steps.map(({ order }) => order.caseId))], tx);
      const outcomes = takeAll(steps, new Map(files), calendar);
      await this.write(outcomes, tx);
      return outcomes;
    });
  }

  private async write(outcomes: readonly Outcome[], tx: Tx): Promise<void> {
    const moved = outcomes.filter((outcome) => outcome.kind === 'moved');
    if (moved.length === 0) return;
    await this.files.save(moved, tx);
    await this.announce.steps(moved, tx);
  }
}

/** A step somebody asks for at an instant. */
interface AskedStep {
  readonly order: StepOrder;
  readonly actor: Actor;
  readonly at: string;
}

/** A case named twice meets its own new stage the second time, which allows no second step of the same kind. */
function takeAll(steps: readonly AskedStep[], files: Map<string, ReviewFile>, calendar: CalendarEdition): Outcome[] {
  return steps.map((asked) => {
    const file = files.get(asked.order.caseId);
    if (file === undefined) return noSuchCase();
    const outcome = take(asked, file, calendar);
    if (outcome.kind === 'refused') return outcome;
    files.set(asked.order.caseId, outcome.file);
    return { ...outcome, by: asked.actor };
  });
}

function take({ order, actor, at }: AskedStep, file: ReviewFile, calendar: CalendarEdition): Moved | Refusal {
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
