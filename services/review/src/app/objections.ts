import type { MaterialReference } from '@tongxiu/contracts';
import type { Tx } from '@tongxiu/messaging';
import type { Objection, ObjectionStage } from '../domain/objections.js';

export interface FiledObjection extends Objection {
  readonly organCode: string;
  readonly materials: readonly MaterialReference[];
}

/** Read and changed only while the file of the case is locked. */
export abstract class Objections {
  abstract ofCases(caseIds: readonly string[], tx: Tx): Promise<ReadonlyMap<string, Objection>>;
  /** Which case an objection is about; it never changes, so nothing need be locked to ask. */
  abstract caseOf(objectionId: string, tx: Tx): Promise<string | undefined>;
  abstract file(objections: readonly FiledObjection[], tx: Tx): Promise<void>;
  abstract answer(answers: readonly { readonly objectionId: string; readonly stage: ObjectionStage }[], tx: Tx): Promise<void>;
}
