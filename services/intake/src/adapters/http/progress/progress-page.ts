import type { Reason, SiteReceipt } from '@tongxiu/contracts';
import { stageOf, stages, timeOf, type CaseProgress, type Stage } from '../../../domain/case-progress.js';
import { words, type Wording } from '../../../domain/wording.js';
import type { CaseFile } from '../../postgres/case-files.sql-reader.js';

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

const names: Readonly<Record<Stage, Wording>> = {
  submitted: words('已提交', 'submitted'),
  supplementRequested: words('待补正', 'to be supplemented'),
  supplemented: words('已补正', 'supplemented'),
  accepted: words('已受理', 'accepted'),
  notAccepted: words('不予受理', 'not accepted'),
  refused: words('不予修复', 'refused'),
  approved: words('准予修复', 'approved'),
  shown: words('各网站已更新', 'shown on every site'),
};

/** Acceptance, review and result (H-034), each with its time, last day and reasons. */
export function progressPage({ progress, submittedAt, acceptBy }: CaseFile): ProgressPage {
  const stage = stageOf(progress);
  return {
    stage,
    stageName: names[stage],
    submittedAt,
    acceptBy,
    steps: stages.flatMap((each) => stepAt(each, progress, submittedAt, acceptBy)),
    sites: progress.receipts ?? [],
  };
}

function stepAt(stage: Stage, progress: CaseProgress, submittedAt: string, acceptBy: string | null): ProgressStep[] {
  const at = stage === 'submitted' ? submittedAt : progress[timeOf[stage]];
  if (typeof at !== 'string') return [];
  const dueOn = stage === 'submitted' ? (acceptBy ?? undefined) : stage === 'accepted' ? progress.decideBy : undefined;
  const reasons =
    stage === 'supplementRequested'
      ? progress.supplementReasons
      : stage === 'notAccepted' || stage === 'refused'
        ? progress.endReasons
        : undefined;
  return [{ stage, name: names[stage], at, ...(dueOn === undefined ? {} : { dueOn }), ...(reasons === undefined ? {} : { reasons }) }];
}
