import { Controller } from '@nestjs/common';
import { ApplicationSubmittedV1, ApplicationSupplementedV1 } from '@tongxiu/contracts';
import { Reaction, type Parking, type Received, type Tx } from '@tongxiu/messaging';
import { NoteSupplements } from '../../app/note-supplements.js';
import { OpenReviews } from '../../app/open-reviews.js';

/**
 * Intake tells of applications and supplements in order per record, and an application always before its supplement: so opening all
 * of a batch first and supplementing then changes no order that matters.
 */
@Controller()
export class ApplicationsController {
  constructor(
    private readonly openReviews: OpenReviews,
    private readonly noteSupplements: NoteSupplements,
  ) {}

  @Reaction('review.open-cases', ApplicationSubmittedV1, ApplicationSupplementedV1)
  async on(received: readonly Received<ApplicationSubmittedV1 | ApplicationSupplementedV1>[], tx: Tx): Promise<Parking[]> {
    const supplements = received.filter(isSupplement);
    await this.openReviews.run(
      received.filter(isApplication).map(({ data }) => data),
      tx,
    );
    const unusable = await this.noteSupplements.run(
      supplements.map(({ data }) => data),
      tx,
    );
    return unusable.flatMap(({ index, why }) => {
      const supplement = supplements[index];
      return supplement === undefined ? [] : [{ eventId: supplement.event.id, reason: why }];
    });
  }
}

type Told = Received<ApplicationSubmittedV1 | ApplicationSupplementedV1>;

const isApplication = (told: Told): told is Received<ApplicationSubmittedV1> => told.event.type === ApplicationSubmittedV1.type;
const isSupplement = (told: Told): told is Received<ApplicationSupplementedV1> => told.event.type === ApplicationSupplementedV1.type;
