import type { ApplicationSupplementedV1 } from '@tongxiu/contracts';
import type { Tx } from '@tongxiu/messaging';
import { resumed, type Deadline } from '../domain/deadlines.js';
import type { Moved } from '../domain/review-file.js';
import { noteSupplement } from '../domain/review-steps.js';
import type { ReviewFiles, Unusable } from './review-files.js';

/** Applicants answered their notices: the files go back to the unit, and the clock of acceptance goes on. */
export class NoteSupplements {
  constructor(private readonly files: ReviewFiles) {}

  /** Says which could not be used: a supplement nobody asked for, or one that came after the case was closed. */
  async run(supplements: readonly ApplicationSupplementedV1[], tx: Tx): Promise<Unusable[]> {
    if (supplements.length === 0) return [];
    const caseIds = [...new Set(supplements.map(({ caseId }) => caseId))];
    const { files, calendar } = await this.files.lock(caseIds, tx);
    const clocks = new Map((await this.files.acceptClocks(caseIds, tx)).map((clock) => [clock.caseId, clock] as const));
    const current = new Map(files);
    const moved: Moved[] = [];
    const used: ApplicationSupplementedV1[] = [];
    const unusable: Unusable[] = [];
    for (const [index, supplement] of supplements.entries()) {
      const { caseId, materials, supplementedAt: at } = supplement;
      const file = current.get(caseId);
      const outcome =
        file === undefined ? undefined : noteSupplement(file, kindsOf(supplement), goOn(clocks.get(caseId), calendar, at), { at });
      if (outcome?.kind !== 'moved') {
        unusable.push({ index, why: outcome === undefined ? 'the case is not open here' : outcome.wording.en });
        continue;
      }
      current.set(caseId, outcome.file);
      moved.push(outcome);
      if (materials.length > 0) used.push(supplement);
    }
    if (moved.length > 0) await this.files.save(moved, tx);
    if (used.length > 0) await this.files.addMaterials(used, tx);
    return unusable;
  }
}

const kindsOf = ({ materials }: ApplicationSupplementedV1) => materials.map(({ kind }) => kind);

function goOn(clock: Deadline | undefined, calendar: Parameters<typeof resumed>[1], at: string): Parameters<typeof noteSupplement>[2] {
  const change = clock === undefined ? undefined : resumed(clock, calendar, at);
  return { resumed: change, dueAt: change?.resumed === undefined ? (clock?.dueAt ?? null) : change.resumed.dueAt };
}
