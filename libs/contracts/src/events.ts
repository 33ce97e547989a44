import type { EventClass } from './envelope.js';
import { ApplicationSubmittedV1 } from './intake/application-submitted.v1.js';
import { ApplicationSupplementedV1 } from './intake/application-supplemented.v1.js';
import { RecordListedV1 } from './intake/record-listed.v1.js';
import { RecordRemovedV1 } from './intake/record-removed.v1.js';
import { PublicationChangedV1 } from './publicity/publication-changed.v1.js';
import { ApplicationAcceptedV1 } from './review/application-accepted.v1.js';
import { ApplicationNotAcceptedV1 } from './review/application-not-accepted.v1.js';
import { RepairApprovedV1 } from './review/repair-approved.v1.js';
import { RepairRefusedV1 } from './review/repair-refused.v1.js';
import { SupplementRequestedV1 } from './review/supplement-requested.v1.js';
import { RepairOutcomeV1 } from './sync/repair-outcome.v1.js';
import { RepairShownV1 } from './sync/repair-shown.v1.js';

/** Every type ever published. A spec holds it against the stored examples, which are kept for ever. */
export const publishedEvents: readonly EventClass[] = [
  RecordListedV1,
  RecordRemovedV1,
  ApplicationSubmittedV1,
  ApplicationSupplementedV1,
  ApplicationAcceptedV1,
  ApplicationNotAcceptedV1,
  SupplementRequestedV1,
  RepairApprovedV1,
  RepairRefusedV1,
  PublicationChangedV1,
  RepairShownV1,
  RepairOutcomeV1,
];
