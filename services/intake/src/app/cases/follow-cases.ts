import {
  ApplicationAcceptedV1,
  ApplicationNotAcceptedV1,
  ApplicationWithdrawnV1,
  ObjectionDecidedV1,
  RepairApprovedV1,
  RepairRefusedV1,
  RepairRevokedV1,
  RepairShownV1,
  SupplementRequestedV1,
} from '@tongxiu/contracts';
import type { Tx } from '@tongxiu/messaging';
import { closesCase, freesListing, merge, stageOf, type CaseProgress } from '../../domain/cases/case-progress.js';
import { isTold, stageText } from '../../domain/cases/message-texts.js';
import type { CaseMessage, Messages } from '../messages/messages.js';

export const followedEvents = [
  ApplicationAcceptedV1,
  ApplicationNotAcceptedV1,
  SupplementRequestedV1,
  RepairApprovedV1,
  RepairRefusedV1,
  RepairShownV1,
  ApplicationWithdrawnV1,
  ObjectionDecidedV1,
  RepairRevokedV1,
] as const;
export type FollowedEvent = InstanceType<(typeof followedEvents)[number]>;

export interface CaseNews {
  readonly caseId: string;
  readonly recordKey: string;
  readonly progress: CaseProgress;
}

export abstract class CaseProgresses {
  /** Fills what is not filled yet, for all of these cases at once; a case that is not known here is passed over. */
  abstract note(news: readonly CaseNews[], tx: Tx): Promise<void>;
  /** Makes the listings of these cases free for a new application. */
  abstract freeListings(cases: readonly CaseNews[], tx: Tx): Promise<void>;
}

/** On the path of every approved repair: one update and one insert for a whole batch. */
export class FollowCases {
  constructor(
    private readonly progresses: CaseProgresses,
    private readonly messages: Messages,
  ) {}

  async run(events: readonly FollowedEvent[], tx: Tx): Promise<void> {
    const news = new Map<string, CaseNews>();
    for (const event of events) {
      const { caseId, recordKey } = event;
      news.set(caseId, { caseId, recordKey, progress: merge(news.get(caseId)?.progress ?? {}, progressToldBy(event)) });
    }
    const cases = [...news.values()].sort((one, other) => (one.caseId < other.caseId ? -1 : 1));
    await noteAndTell(cases, { progresses: this.progresses, messages: this.messages }, tx);
  }
}

/** Writes down what was told about cases, frees the listings of those that ended, and tells the applicants. */
export async function noteAndTell(
  cases: readonly CaseNews[],
  { progresses, messages }: { readonly progresses: CaseProgresses; readonly messages: Messages },
  tx: Tx,
): Promise<void> {
  await progresses.note(cases, tx);
  const ended = cases.filter(({ progress }) => freesListing(progress));
  if (ended.length > 0) await progresses.freeListings(ended, tx);
  await messages.tell(cases.flatMap(messageOf), tx);
}

/** Of several steps told at once the applicant hears the furthest. */
function messageOf({ caseId, recordKey, progress }: CaseNews): CaseMessage[] {
  const stage = stageOf(progress);
  return isTold(stage) ? [{ caseId, kind: stage, text: stageText(stage, recordKey, progress), last: closesCase(progress) }] : [];
}

export function progressToldBy(event: FollowedEvent): CaseProgress {
  if (event instanceof RepairShownV1) return { shownAt: event.shownAt, receipts: event.receipts };
  if (event instanceof RepairApprovedV1) return { approvedAt: event.decidedAt };
  if (event instanceof RepairRefusedV1) return { refusedAt: event.at, endReasons: event.reasons };
  if (event instanceof ApplicationNotAcceptedV1) return { notAcceptedAt: event.at, endReasons: event.reasons };
  if (event instanceof SupplementRequestedV1) return { supplementRequestedAt: event.at, supplementReasons: event.reasons };
  if (event instanceof ApplicationWithdrawnV1) return { withdrawnAt: event.at };
  if (event instanceof RepairRevokedV1) return { revokedAt: event.at, revocationReasons: event.reasons };
  if (event instanceof ObjectionDecidedV1) {
    return { [event.upheld ? 'objectionUpheldAt' : 'objectionRejectedAt']: event.at, objectionReasons: event.reasons };
  }
  return { acceptedAt: event.at, ...(event.dueOn === undefined ? {} : { decideBy: event.dueOn }) };
}
