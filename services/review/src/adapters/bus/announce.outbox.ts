import {
  ApplicationAcceptedV1,
  ApplicationNotAcceptedV1,
  ApplicationWithdrawnV1,
  ObjectionDecidedV1,
  RepairApprovedV1,
  RepairRefusedV1,
  RepairRevokedV1,
  SupplementRequestedV1,
  type EventClass,
} from '@tongxiu/contracts';
import type { Fact, Outbox, Tx } from '@tongxiu/messaging';
import { Announce } from '../../app/review-files.js';
import type { Moved } from '../../domain/review-file.js';
import type { Move } from '../../domain/stages.js';

type Told = (moved: Moved) => object;

/**
 * What each step tells the other services. A supplement and an objection are told by intake, where the applicant handed them in.
 *
 * A case whose record was removed by its organ is told as not accepted, whatever stage it was in. "Withdrawn" would say that the company
 * took it back, which it did not; "refused" would judge its conduct and invite an objection. This one carries reasons, so the company
 * reads what happened, and it closes the case and leaves it free to apply again.
 */
const told: Readonly<Record<Exclude<Move, 'supplement' | 'object'>, readonly [EventClass, Told]>> = {
  accept: [ApplicationAcceptedV1, accepted],
  notAccept: [ApplicationNotAcceptedV1, reasoned],
  requestSupplement: [SupplementRequestedV1, reasoned],
  approve: [RepairApprovedV1, approved],
  refuse: [RepairRefusedV1, (moved) => ({ ...reasoned(moved), rulebook: moved.file.rulebook })],
  withdraw: [ApplicationWithdrawnV1, ({ file, at }) => ({ caseId: file.caseId, recordKey: file.recordKey, at })],
  close: [ApplicationNotAcceptedV1, reasoned],
  revoke: [RepairRevokedV1, revoked],
  upholdObjection: [ObjectionDecidedV1, objectionDecided],
  rejectObjection: [ObjectionDecidedV1, objectionDecided],
  closeObjection: [ObjectionDecidedV1, objectionDecided],
};

/** `sequence` is the step of the case: it rises with everything the case tells. */
export class OutboxAnnounce extends Announce {
  constructor(private readonly outbox: Outbox) {
    super();
  }

  async steps(moved: readonly Moved[], tx: Tx): Promise<void> {
    const facts = moved.flatMap((step): Fact[] => {
      if (step.move === 'supplement' || step.move === 'object') return [];
      const [event, data] = told[step.move];
      return [{ event, key: step.file.recordKey, sequence: step.file.step, data: data(step), traceparent: step.by?.traceparent }];
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

function approved({ file, at, judgement, by }: Moved): object {
  if (judgement === undefined || by === undefined) throw new Error('an approval is judged by somebody');
  return {
    caseId: file.caseId,
    recordKey: file.recordKey,
    recordRevision: file.recordRevision,
    rulebook: file.rulebook,
    calendar: judgement.calendar,
    effects: judgement.verdict.effects,
    organCode: by.organCode,
    organName: by.organName,
    decidedAt: at,
  };
}

function revoked(moved: Moved): object {
  const { by } = moved;
  if (by === undefined) throw new Error('a repair is revoked by the organ that decided it');
  const { recordRevision, rulebook } = moved.file;
  return { ...reasoned(moved), recordRevision, rulebook, organCode: by.organCode, organName: by.organName };
}

function objectionDecided(moved: Moved): object {
  return { ...reasoned(moved), objectionId: moved.objectionId, upheld: moved.move === 'upholdObjection' };
}
