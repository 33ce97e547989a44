import { topics } from '../envelope.js';
import { ReasonedStep } from './case-step.js';

/** The accepting unit did not take the application on, and says why. The case is closed; the company may apply again. */
export class ApplicationNotAcceptedV1 extends ReasonedStep {
  static readonly type = 'review.application-not-accepted.v1';
  static readonly topic = topics.review;
}
