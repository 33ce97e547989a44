import {
  ApplicationAcceptedV1,
  ApplicationNotAcceptedV1,
  RepairApprovedV1,
  RepairRefusedV1,
  SupplementRequestedV1,
  type EventClass,
} from '@tongxiu/contracts';
import type { Fact, Outbox, Tx } from '@tongxiu/messaging';
import { Announce, type Actor } from '../../app/review-files.js';
import type { Moved } from '../../domain/review-file.js';
import type { Move } from '../../domain/stages.js';

type Told = (moved: Moved, actor: Actor) => object;

/** What each step tells the other services. A supplement is told by intake, where the applicant handed it in. */
const told: Readonly<Record<Exclude<Move, 'supplement'>, readonly [EventClass, Told]>> = {
  accept: [ApplicationAcceptedV1, accepted],
  notAccept: [ApplicationNotAcceptedV1, reasoned],
  requestSupplement: [SupplementRequestedV1, reasoned],
  approve: [RepairApprovedV1, approved],
  refuse: [RepairRefusedV1, (moved) => ({ ...reasoned(moved), rulebook: moved.file.rulebook })],
};

/** `sequence` is the step of the case: it rises with everything the case tells. */
export class OutboxAnnounce extends Announce {
  constructor(private readonly outbox: Outbox) {
    super();
  }

  async steps(moved: readonly Moved[], actor: Actor, tx: Tx): Promise<void> {
    const facts = moved.flatMap((step): Fact[] => {
      if (step.move === 'supplement') return [];
      const [event, data] = told[step.move];
      return [{ event, key: step.file.recordKey, sequence: step.file.step, data: data(step, actor) }];
    });
    await this.outbox.add(facts, tx);
  }
}

function reasoned({ file, at, reasons }: Moved): object {
  return { caseId: file.caseId, recordKey: file.recordKey, at, reasons };
}

function accepted({ file, at, started }: Moved): object {
  const dueOn = started.find(({ what }) => what === 'decide')?.dueDate ?? undefined;
  return { caseId: file.caseId, recordKey: file.recordKey, at, ...(dueOn === undefined ? {} : { dueOn }) };
}

function approved({ file, at, judgement }: Moved, actor: Actor): object {
  if (judgement === undefined) throw new Error('an approval is judged');
  return {
    caseId: file.caseId,
    recordKey: file.recordKey,
    recordRevision: file.recordRevision,
    rulebook: file.rulebook,
    calendar: judgement.calendar,
    effects: judgement.verdict.effects,
    organCode: actor.organCode,
    organName: actor.organName,
    decidedAt: at,
  };
}
