import { Controller } from '@nestjs/common';
import { ApplicationSubmittedV1, ApplicationSupplementedV1 } from '@tongxiu/contracts';
import { Reaction, type Parking, type Received, type Tx } from '@tongxiu/messaging';
import { NoteSupplements } from '../../app/note-supplements.js';
import { OpenReviews } from '../../app/open-reviews.js';
import type { Unusable } from '../../app/review-files.js';

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
    const [applications, supplements] = [received.filter(isApplication), received.filter(isSupplement)];
    const unopened = await this.openReviews.run(
      applications.map(({ data }) => data),
      tx,
    );
    const unwanted = await this.noteSupplements.run(
      supplements.map(({ data }) => data),
      tx,
    );
    return [...parked(applications, unopened), ...parked(supplements, unwanted)];
  }
}

const parked = (received: readonly Told[], unusable: readonly Unusable[]): Parking[] =>
  unusable.flatMap(({ index, why }) => {
    const told = received[index];
    return told === undefined ? [] : [{ eventId: told.event.id, reason: why }];
  });

type Told = Received<ApplicationSubmittedV1 | ApplicationSupplementedV1>;

const isApplication = (told: Told): told is Received<ApplicationSubmittedV1> => told.event.type === ApplicationSubmittedV1.type;
const isSupplement = (told: Told): told is Received<ApplicationSupplementedV1> => told.event.type === ApplicationSupplementedV1.type;
