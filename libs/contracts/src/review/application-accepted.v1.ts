import { topics } from '../envelope.js';
import { ClockedStep } from './case-step.js';

/** The accepting unit took the application on; `dueOn` is the last day for the decision (H-023, H-032, J-028). */
export class ApplicationAcceptedV1 extends ClockedStep {
  static readonly type = 'review.application-accepted.v1';
  static readonly topic = topics.review;
}
