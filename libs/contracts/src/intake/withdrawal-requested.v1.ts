import { topics } from '../envelope.js';
import { CaseStep } from '../review/case-step.js';

/** The applicant asked to withdraw its application. `review` grants it while nothing is decided, and says so. */
export class WithdrawalRequestedV1 extends CaseStep {
  static readonly type = 'intake.withdrawal-requested.v1';
  static readonly topic = topics.intake;
}
