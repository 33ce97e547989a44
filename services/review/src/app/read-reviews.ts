import type { ApplicantStatements, MaterialReference, Reason, RecordContent, RecordKind } from '@tongxiu/contracts';
import type { Verdict } from '@tongxiu/rulebook';
import { notYourCase } from '../domain/authority.js';
import type { Findings } from '../domain/case-facts.js';
import type { Deadline } from '../domain/deadlines.js';
import { noSuchCase, type Refusal } from '../domain/refusal.js';
import { judge } from '../domain/review-steps.js';
import type { ReviewFile } from '../domain/review-file.js';
import type { Move, Stage } from '../domain/stages.js';
import type { Crossing } from '../domain/warning-levels.js';
import type { Calendars } from './calendars.js';
import type { FiledObjection } from './objections.js';
import type { CaseNote } from './review-files.js';
import { rulebookOf } from './take-steps.js';

/** Where a page of the worklist goes on: after this case, soonest due first. */
export interface Cursor {
  readonly dueAt: string | null;
  readonly caseId: string;
}

export interface WorklistQuestion {
  readonly stages: readonly Stage[];
  /** A reviewer's own organ; an operator sees all. */
  readonly organCode: string | undefined;
  readonly after: Cursor | undefined;
  readonly limit: number;
}

export interface WorklistItem {
  readonly caseId: string;
  readonly recordKey: string;
  readonly kind: RecordKind;
  readonly subjectName: string;
  readonly creditCode: string;
  readonly organCode: string;
  readonly channel: string;
  readonly stage: Stage;
  readonly submittedAt: string;
  readonly acceptedAt: string | null;
  /** The first instant that is too late for the unit's next step; null while no clock runs or its last day is not known. */
  readonly dueAt: string | null;
}

export interface StepTaken {
  readonly step: number;
  readonly move: Move;
  readonly stage: Stage;
  readonly at: string;
  readonly by: { readonly subject: string; readonly organCode: string; readonly organName: string } | null;
  readonly reasons: readonly Reason[];
  readonly judgement?: { readonly findings: Findings; readonly rulebook: string; readonly calendar: string; readonly verdict: Verdict };
}

export interface WholeFile {
  readonly file: ReviewFile;
  readonly record: RecordContent;
  readonly statements: ApplicantStatements;
  readonly materials: readonly MaterialReference[];
  readonly steps: readonly StepTaken[];
  readonly deadlines: readonly KeptDeadline[];
  readonly objection: FiledObjection | null;
  readonly notes: readonly Omit<CaseNote, 'caseId'>[];
}

/** A last day before and after another calendar edition was loaded. */
export interface Recounted {
  readonly at: string;
  readonly from: { readonly calendar: string; readonly dueDate: string | null };
  readonly to: { readonly calendar: string; readonly dueDate: string };
}

export interface KeptDeadline extends Deadline {
  /** The calendar lacks the year, so there is no last day yet; never a guess. */
  readonly provisional: boolean;
  readonly warnings: readonly Crossing[];
  readonly recounts: readonly Recounted[];
}

export abstract class ReviewReadings {
  abstract worklist(question: WorklistQuestion): Promise<readonly WorklistItem[]>;
  /** In the order they were submitted; unknown ids are absent. */
  abstract wholeFiles(caseIds: readonly string[]): Promise<readonly WholeFile[]>;
}

export type FileReading = { readonly kind: 'found'; readonly file: WholeFile; readonly preview: Verdict } | Refusal;

/** What reviewers see: their own organ's cases only, with what would stand in the way if they approved now. */
export class ReadReviews {
  constructor(
    private readonly readings: ReviewReadings,
    private readonly calendars: Calendars,
  ) {}

  worklist(question: WorklistQuestion): Promise<readonly WorklistItem[]> {
    return this.readings.worklist(question);
  }

  async wholeFile(caseId: string, organCode: string | undefined, now: string): Promise<FileReading> {
    const [whole] = await this.readings.wholeFiles([caseId]);
    if (whole === undefined) return noSuchCase();
    const { file, statements } = whole;
    if (organCode !== undefined && organCode !== file.organCode) return notYourCase(file.channel, file.facts.record.kind);
    const setting = { at: now, rulebook: rulebookOf(file), calendar: await this.calendars.current() };
    return { kind: 'found', file: whole, preview: judge(file, { ...statements, untrue: false }, setting) };
  }
}
