import { topics } from '../envelope.js';
import { CaseStep } from './case-step.js';

/** The case is closed because its applicant withdrew it; the company may apply again. */
export class ApplicationWithdrawnV1 extends CaseStep {
  static readonly type = 'review.application-withdrawn.v1';
  static readonly topic = topics.review;
}
