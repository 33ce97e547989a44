import { WithdrawalRequestedV1, type IsoInstant } from '@tongxiu/contracts';
import type { Outbox, Transactions } from '@tongxiu/messaging';
import { stageOf, undecided, type Stage } from '../../domain/cases/case-progress.js';
import type { CaseProgresses } from './follow-cases.js';
import type { Submitter } from '../submit-applications.js';
import type { OpenCases } from './supplement-application.js';

export type WithdrawalResult =
  | { readonly kind: 'requested'; readonly caseId: string; readonly requestedAt: IsoInstant }
  | { readonly kind: 'unknown-case' }
  | { readonly kind: 'too-late'; readonly stage: Stage };

/** Asks only: review has the case and says whether it was in time. Asking again changes nothing and gives the same answer. */
export class WithdrawApplication {
  constructor(
    private readonly transactions: Transactions,
    private readonly cases: OpenCases,
    private readonly progresses: CaseProgresses,
    private readonly outbox: Outbox,
  ) {}

  run(caseId: string, { actsFor }: Submitter, at: IsoInstant): Promise<WithdrawalResult> {
    return this.transactions.run(async (tx): Promise<WithdrawalResult> => {
      const found = await this.cases.lock(caseId, tx);
      if (found === undefined || (actsFor !== undefined && actsFor !== found.creditCode)) return { kind: 'unknown-case' };
      const { recordKey, listing, progress } = found;
      const stage = stageOf(progress);
      if (!undecided(stage)) return { kind: 'too-late', stage };
      if (progress.withdrawalRequestedAt !== undefined) return { kind: 'requested', caseId, requestedAt: progress.withdrawalRequestedAt };
      await this.progresses.note([{ caseId, recordKey, progress: { withdrawalRequestedAt: at } }], tx);
      await this.outbox.add([{ event: WithdrawalRequestedV1, key: recordKey, sequence: listing, data: { caseId, recordKey, at } }], tx);
      return { kind: 'requested', caseId, requestedAt: at };
    });
  }
}
