import type { ObjectionFiledV1 } from '@tongxiu/contracts';
import type { Tx } from '@tongxiu/messaging';
import { object } from '../domain/objections.js';
import type { Moved } from '../domain/review-file.js';
import type { FiledObjection, Objections } from './objections.js';
import type { CaseNote, CaseNotes, ReviewFiles, Unusable } from './review-files.js';
import { rulebookOf } from './take-steps.js';

/** Companies objected to refusals (J-041): each opens a file of its own and starts the clock of the answer (J-042). */
export class NoteObjections {
  constructor(
    private readonly files: ReviewFiles,
    private readonly objections: Objections,
    private readonly notes: CaseNotes,
  ) {}

  /** Says which are about no case; one that cannot be taken up is noted in the file of its case. */
  async run(objections: readonly ObjectionFiledV1[], tx: Tx): Promise<Unusable[]> {
    if (objections.length === 0) return [];
    const caseIds = [...new Set(objections.map(({ caseId }) => caseId))];
    const { files, calendar } = await this.files.lock(caseIds, tx);
    const before = new Map(await this.objections.ofCases(caseIds, tx));
    const [moved, filed, notes, unusable]: [Moved[], FiledObjection[], CaseNote[], Unusable[]] = [[], [], [], []];
    for (const [index, { caseId, objectionId, materials, at }] of objections.entries()) {
      const file = files.get(caseId);
      if (file === undefined) {
        unusable.push({ index, why: 'the case is not open here' });
        continue;
      }
      const kinds = materials.map(({ kind }) => kind);
      const outcome = object(file, before.get(caseId), kinds, { at, calendar, rulebook: rulebookOf(file) });
      if (outcome.kind === 'refused') {
        notes.push({ caseId, at, code: outcome.code, message: outcome.wording });
        continue;
      }
      const objection = { objectionId, caseId, stage: 'filed', filedAt: at } as const;
      before.set(caseId, objection);
      filed.push({ ...objection, organCode: file.organCode, materials });
      moved.push(outcome);
    }
    if (moved.length > 0) {
      await this.objections.file(filed, tx);
      await this.files.save(moved, tx);
      await this.files.addMaterials(filed, tx);
    }
    if (notes.length > 0) await this.notes.add(notes, tx);
    return unusable;
  }
}
