import { topics } from '../envelope.js';
import { ReasonedStep } from './case-step.js';

/** The one-time notice naming everything to be supplemented (J-026). */
export class SupplementRequestedV1 extends ReasonedStep {
  static readonly type = 'review.supplement-requested.v1';
  static readonly topic = topics.review;
}
