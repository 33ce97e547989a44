import { Controller } from '@nestjs/common';
import {
  ApplicationSubmittedV1,
  ApplicationSupplementedV1,
  ObjectionFiledV1,
  RecordRemovedV1,
  WithdrawalRequestedV1,
  type EventClass,
} from '@tongxiu/contracts';
import { Reaction, type Parking, type Received, type Tx } from '@tongxiu/messaging';
import { NoteObjections } from '../../app/note-objections.js';
import { NoteRemovals } from '../../app/note-removals.js';
import { NoteSupplements } from '../../app/note-supplements.js';
import { NoteWithdrawals } from '../../app/note-withdrawals.js';
import { OpenReviews } from '../../app/open-reviews.js';
import type { Unusable } from '../../app/review-files.js';

const followed = [ApplicationSubmittedV1, ApplicationSupplementedV1, WithdrawalRequestedV1, ObjectionFiledV1, RecordRemovedV1] as const;
type Followed = InstanceType<(typeof followed)[number]>;

/**
 * Intake tells of these in order per record. Within a batch they are taken kind by kind, which changes nothing that matters: a case is
 * opened before anything else is told of it, what is withdrawn is not supplemented afterwards, only a refusal is objected to, and a
 * removal closes only cases about listings before it.
 */
@Controller()
export class ApplicationsController {
  constructor(
    private readonly openReviews: OpenReviews,
    private readonly noteSupplements: NoteSupplements,
    private readonly noteWithdrawals: NoteWithdrawals,
    private readonly noteObjections: NoteObjections,
    private readonly noteRemovals: NoteRemovals,
  ) {}

  @Reaction('review.open-cases', ...followed)
  async on(received: readonly Received<Followed>[], tx: Tx): Promise<Parking[]> {
    return [
      ...(await told(received, ApplicationSubmittedV1, (applications) => this.openReviews.run(applications, tx))),
      ...(await told(received, ApplicationSupplementedV1, (supplements) => this.noteSupplements.run(supplements, tx))),
      ...(await told(received, WithdrawalRequestedV1, (withdrawals) => this.noteWithdrawals.run(withdrawals, tx))),
      ...(await told(received, ObjectionFiledV1, (objections) => this.noteObjections.run(objections, tx))),
      ...(await told(received, RecordRemovedV1, (removals) => this.noteRemovals.run(removals, tx))),
    ];
  }
}

/** Hands over what was told of one kind, and parks what could not be used. */
async function told<Data extends object>(
  received: readonly Received<object>[],
  event: EventClass<Data>,
  take: (data: readonly Data[]) => Promise<readonly Unusable[] | void>,
): Promise<Parking[]> {
  const ofKind = received.filter((one): one is Received<Data> => one.event.type === event.type);
  if (ofKind.length === 0) return [];
  const unusable = (await take(ofKind.map(({ data }) => data))) ?? [];
  return unusable.flatMap(({ index, why }) => {
    const one = ofKind[index];
    return one === undefined ? [] : [{ eventId: one.event.id, reason: why }];
  });
}
