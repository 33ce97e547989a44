import type { EventClass } from './envelope.js';
import { ApplicationSubmittedV1 } from './intake/application-submitted.v1.js';
import { ApplicationSupplementedV1 } from './intake/application-supplemented.v1.js';
import { ListRegimeChangedV1 } from './intake/list-regime-changed.v1.js';
import { ObjectionFiledV1 } from './intake/objection-filed.v1.js';
import { OutcomeRecognisedV1 } from './intake/outcome-recognised.v1.js';
import { RecordListedV1 } from './intake/record-listed.v1.js';
import { RecordRemovedV1 } from './intake/record-removed.v1.js';
import { WithdrawalRequestedV1 } from './intake/withdrawal-requested.v1.js';
import { PublicationChangedV1 } from './publicity/publication-changed.v1.js';
import { ReminderDueV1 } from './publicity/reminder-due.v1.js';
import { ApplicationAcceptedV1 } from './review/application-accepted.v1.js';
import { ApplicationNotAcceptedV1 } from './review/application-not-accepted.v1.js';
import { ApplicationWithdrawnV1 } from './review/application-withdrawn.v1.js';
import { ObjectionDecidedV1 } from './review/objection-decided.v1.js';
import { RepairApprovedV1 } from './review/repair-approved.v1.js';
import { RepairRefusedV1 } from './review/repair-refused.v1.js';
import { RepairRevokedV1 } from './review/repair-revoked.v1.js';
import { SupplementRequestedV1 } from './review/supplement-requested.v1.js';
import { RepairOutcomeV1 } from './sync/repair-outcome.v1.js';
import { RepairShownV1 } from './sync/repair-shown.v1.js';

/** Every type ever published. A spec holds it against the stored examples, which are kept for ever. */
export const publishedEvents: readonly EventClass[] = [
  RecordListedV1,
  RecordRemovedV1,
  ApplicationSubmittedV1,
  ApplicationSupplementedV1,
  WithdrawalRequestedV1,
  ObjectionFiledV1,
  OutcomeRecognisedV1,
  ListRegimeChangedV1,
  ApplicationAcceptedV1,
  ApplicationNotAcceptedV1,
  SupplementRequestedV1,
  RepairApprovedV1,
  RepairRefusedV1,
  ApplicationWithdrawnV1,
  ObjectionDecidedV1,
  RepairRevokedV1,
  PublicationChangedV1,
  ReminderDueV1,
  RepairShownV1,
  RepairOutcomeV1,
];
