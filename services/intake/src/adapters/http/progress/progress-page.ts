import type { Reason, SiteReceipt } from '@tongxiu/contracts';
import { stageOf, stages, timeOf, type CaseProgress, type Stage } from '../../../domain/cases/case-progress.js';
import { stageNames } from '../../../domain/cases/stage-names.js';
import type { Wording } from '../../../domain/wording.js';
import type { CaseFile } from '../../postgres/cases/case-files.sql-reader.js';

export interface ProgressStep {
  readonly stage: Stage;
  readonly name: Wording;
  readonly at: string;
  /** Last day for the step after this one. */
  readonly dueOn?: string;
  readonly reasons?: readonly Reason[];
}

export interface ProgressPage {
  readonly stage: Stage;
  readonly stageName: Wording;
  readonly submittedAt: string;
  readonly acceptBy: string | null;
  readonly steps: readonly ProgressStep[];
  /** Which sites have carried the repair out, once all of them have. */
  readonly sites: readonly SiteReceipt[];
}

/** Acceptance, review and result (H-034), each with its time, last day and reasons. */
export function progressPage({ progress, submittedAt, acceptBy }: CaseFile): ProgressPage {
  const stage = stageOf(progress);
  return {
    stage,
    stageName: stageNames[stage],
    submittedAt,
    acceptBy,
    steps: stages.flatMap((each) => stepAt(each, progress, submittedAt, acceptBy)),
    sites: progress.receipts ?? [],
  };
}

const reasonsAt: Readonly<Partial<Record<Stage, (progress: CaseProgress) => readonly Reason[] | undefined>>> = {
  supplementRequested: ({ supplementReasons }) => supplementReasons,
  notAccepted: ({ endReasons }) => endReasons,
  refused: ({ endReasons }) => endReasons,
  objectionRejected: ({ objectionReasons }) => objectionReasons,
  objectionUpheld: ({ objectionReasons }) => objectionReasons,
  recognised: ({ recognitionReasons }) => recognitionReasons,
  revoked: ({ revocationReasons }) => revocationReasons,
};

function stepAt(stage: Stage, progress: CaseProgress, submittedAt: string, acceptBy: string | null): ProgressStep[] {
  const at = stage === 'submitted' ? submittedAt : progress[timeOf[stage]];
  // Where an outcome was recognised, review closed its file for that reason; the applicant has withdrawn nothing.
  if (typeof at !== 'string' || (stage === 'withdrawn' && progress.recognisedAt !== undefined)) return [];
  const dueOn = dueAfter(stage, progress, acceptBy);
  const reasons = reasonsAt[stage]?.(progress);
  return [{ stage, name: stageNames[stage], at, ...(dueOn === undefined ? {} : { dueOn }), ...(reasons === undefined ? {} : { reasons }) }];
}

function dueAfter(stage: Stage, progress: CaseProgress, acceptBy: string | null): string | undefined {
  if (stage === 'submitted') return acceptBy ?? undefined;
  if (stage === 'accepted') return progress.decideBy;
  return stage === 'objected' ? progress.answerObjectionBy : undefined;
}
