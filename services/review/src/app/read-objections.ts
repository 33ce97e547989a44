import type { ObjectionStage } from '../domain/objections.js';
import type { WorklistItem } from './read-reviews.js';

export interface ObjectionCursor {
  readonly dueAt: string | null;
  readonly objectionId: string;
}

export interface ObjectionsQuestion {
  readonly stage: ObjectionStage;
  readonly organCode: string | undefined;
  readonly after: ObjectionCursor | undefined;
  readonly limit: number;
}

/** The case as the worklist shows it; `dueAt` is when the answer is too late. */
export interface ObjectionItem extends WorklistItem {
  readonly objectionId: string;
  readonly objectionStage: ObjectionStage;
  readonly filedAt: string;
}

export abstract class ObjectionReadings {
  abstract objections(question: ObjectionsQuestion): Promise<readonly ObjectionItem[]>;
  abstract caseOf(objectionId: string): Promise<string | undefined>;
}
