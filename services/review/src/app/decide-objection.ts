import type { Transactions } from '@tongxiu/messaging';
import { notYourCase } from '../domain/authority.js';
import { answer, type ObjectionOrder, type ObjectionOutcome } from '../domain/objections.js';
import { noSuchObjection } from '../domain/refusal.js';
import type { Objections } from './objections.js';
import type { Actor } from '../domain/review-file.js';
import type { Announce, ReviewFiles } from './review-files.js';
import { rulebookOf } from './take-steps.js';

/** The accepting unit verifies an objection and answers it (J-042). */
export class DecideObjection {
  constructor(
    private readonly transactions: Transactions,
    private readonly files: ReviewFiles,
    private readonly objections: Objections,
    private readonly announce: Announce,
  ) {}

  run(objectionId: string, order: ObjectionOrder, actor: Actor, at: string): Promise<ObjectionOutcome> {
    return this.transactions.run(async (tx) => {
      const caseId = await this.objections.caseOf(objectionId, tx);
      if (caseId === undefined) return noSuchObjection();
      const { files, calendar } = await this.files.lock([caseId], tx);
      const [file, objection] = [files.get(caseId), (await this.objections.ofCases([caseId], tx)).get(caseId)];
      if (file === undefined || objection === undefined) return noSuchObjection();
      if (file.organCode !== actor.organCode) return notYourCase(file.channel, file.facts.record.kind);
      const outcome = answer(file, objection, order, { at, calendar, rulebook: rulebookOf(file) });
      if (outcome.kind === 'refused') return outcome;
      await this.objections.answer([{ objectionId, stage: outcome.stage }], tx);
      // Upholding and approving are two steps of one file, and a statement changes a row once.
      const moved = outcome.moved.map((step) => ({ ...step, by: actor }));
      for (const step of moved) await this.files.save([step], tx);
      await this.announce.steps(moved, tx);
      return outcome;
    });
  }
}
