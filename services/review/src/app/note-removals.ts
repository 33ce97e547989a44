import type { Reason, RecordRemovedV1 } from '@tongxiu/contracts';
import type { Tx } from '@tongxiu/messaging';
import { clauseReason } from '@tongxiu/rulebook';
import { closeObjection, type ObjectionStage } from '../domain/objections.js';
import type { Moved } from '../domain/review-file.js';
import { close } from '../domain/review-steps.js';
import type { Objections } from './objections.js';
import type { Announce, ReviewFiles } from './review-files.js';

/** Organs removed records of their own accord: what waits for a decision about those listings has nothing left to decide. */
export class NoteRemovals {
  constructor(
    private readonly files: ReviewFiles,
    private readonly objections: Objections,
    private readonly announce: Announce,
  ) {}

  /** A case about a later listing of the same record stays open: revisions tell them apart, so it does not matter which came first. */
  async run(removals: readonly RecordRemovedV1[], tx: Tx): Promise<void> {
    if (removals.length === 0) return;
    const last = new Map(removals.map((removal) => [removal.recordKey, removal] as const));
    const caseIds = await this.files.openOn([...last.keys()], tx);
    if (caseIds.length === 0) return;
    const { files } = await this.files.lock(caseIds, tx);
    const objections = await this.objections.ofCases(caseIds, tx);
    const [moved, answers]: [Moved[], { objectionId: string; stage: ObjectionStage }[]] = [[], []];
    for (const file of files.values()) {
      const removal = last.get(file.recordKey);
      if (removal === undefined || removal.revision <= file.recordRevision) continue;
      const [at, reasons] = [removal.receivedAt, [removedBy(removal)]];
      const objection = objections.get(file.caseId);
      const outcome = objection === undefined ? close(file, reasons, { at }) : closeObjection(file, objection, reasons, at);
      if (outcome.kind === 'moved') moved.push(outcome);
      if (outcome.kind !== 'answered' || objection === undefined) continue;
      answers.push({ objectionId: objection.objectionId, stage: outcome.stage });
      moved.push(...outcome.moved);
    }
    if (answers.length > 0) await this.objections.answer(answers, tx);
    if (moved.length === 0) return;
    await this.files.save(moved, tx);
    await this.announce.steps(moved, tx);
  }
}

/** The company reads this sentence; the organ's own words about the removal stay in the register. */
function removedBy({ organName, removedOn }: RecordRemovedV1): Reason {
  const message = {
    zh: `${organName}已于${removedOn}移出该信息，无需再作修复，本申请终结。`,
    en: `${organName} removed this record itself on ${removedOn}; nothing is left to repair, so the case is closed.`,
  };
  return { ...clauseReason('H-011'), message };
}
