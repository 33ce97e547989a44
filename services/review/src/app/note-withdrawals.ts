import type { WithdrawalRequestedV1 } from '@tongxiu/contracts';
import type { Tx } from '@tongxiu/messaging';
import type { Moved } from '../domain/review-file.js';
import { withdraw } from '../domain/review-steps.js';
import type { Announce, CaseNote, CaseNotes, ReviewFiles, Unusable } from './review-files.js';

/** Applicants withdrew: granted while nothing is decided, else nothing changes and the file says so. */
export class NoteWithdrawals {
  constructor(
    private readonly files: ReviewFiles,
    private readonly announce: Announce,
    private readonly notes: CaseNotes,
  ) {}

  async run(withdrawals: readonly WithdrawalRequestedV1[], tx: Tx): Promise<Unusable[]> {
    if (withdrawals.length === 0) return [];
    const current = new Map((await this.files.lock([...new Set(withdrawals.map(({ caseId }) => caseId))], tx)).files);
    const [moved, notes, unusable]: [Moved[], CaseNote[], Unusable[]] = [[], [], []];
    for (const [index, { caseId, at }] of withdrawals.entries()) {
      const file = current.get(caseId);
      const outcome = file === undefined ? undefined : withdraw(file, { at });
      if (outcome === undefined) unusable.push({ index, why: 'the case is not open here' });
      else if (outcome.kind === 'refused') notes.push({ caseId, at, code: 'withdrawal-too-late', message: tooLate });
      else {
        current.set(caseId, outcome.file);
        moved.push(outcome);
      }
    }
    if (moved.length > 0) {
      await this.files.save(moved, tx);
      await this.announce.steps(moved, tx);
    }
    if (notes.length > 0) await this.notes.add(notes, tx);
    return unusable;
  }
}

const tooLate = {
  zh: '申请人要求撤回时该申请已经办结，未作任何更改。',
  en: 'The applicant asked to withdraw when the case had ended; nothing was changed.',
};
