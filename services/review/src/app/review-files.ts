import type { ApplicantStatements, MaterialReference, RecordContent, Wording } from '@tongxiu/contracts';
import type { Tx } from '@tongxiu/messaging';
import type { CalendarEdition } from '@tongxiu/working-days';
import type { Deadline } from '../domain/deadlines.js';
import type { Moved, ReviewFile } from '../domain/review-file.js';

export interface LockedFiles {
  readonly files: ReadonlyMap<string, ReviewFile>;
  readonly calendar: CalendarEdition;
}

/** What is kept of an application beside its file: read by people, not by rules. */
export interface Dossier {
  readonly record: RecordContent;
  readonly statements: ApplicantStatements;
  readonly materials: readonly MaterialReference[];
}

export interface OpenedFile {
  readonly file: ReviewFile;
  readonly dossier: Dossier;
  readonly deadlines: readonly Deadline[];
}

export abstract class ReviewFiles {
  /** Locks in key order, so that overlapping batches wait for each other and never deadlock; unknown ids are absent. */
  abstract lock(caseIds: readonly string[], tx: Tx): Promise<LockedFiles>;
  /** A case that is open already stays as it is. */
  abstract open(opened: readonly OpenedFile[], tx: Tx): Promise<void>;
  /** Files, steps and deadlines of one batch, written together. */
  abstract save(moved: readonly Moved[], tx: Tx): Promise<void>;
  /** Cases about these records that wait for a step of the unit or for the answer to an objection. */
  abstract openOn(recordKeys: readonly string[], tx: Tx): Promise<readonly string[]>;
  /** The clock of acceptance of each case, to go on with after a supplement. */
  abstract acceptClocks(caseIds: readonly string[], tx: Tx): Promise<readonly Deadline[]>;
  abstract addMaterials(
    added: readonly { readonly caseId: string; readonly materials: readonly MaterialReference[] }[],
    tx: Tx,
  ): Promise<void>;
}

/** Tells the other services what happened. */
export abstract class Announce {
  abstract steps(moved: readonly Moved[], tx: Tx): Promise<void>;
}

/** Something that was asked and changed nothing: kept in the file, so that nobody wonders what became of it. */
export interface CaseNote {
  readonly caseId: string;
  readonly at: string;
  readonly code: string;
  readonly message: Readonly<Wording>;
}

export abstract class CaseNotes {
  abstract add(notes: readonly CaseNote[], tx: Tx): Promise<void>;
}

/** An event no retry can help, by its position in what was given. */
export interface Unusable {
  readonly index: number;
  readonly why: string;
}
