import { IsString } from 'class-validator';
import { topics } from '../envelope.js';
import { ReasonedStep } from './case-step.js';

/** The review refused the repair; the reasons go to the applicant (J-029). */
export class RepairRefusedV1 extends ReasonedStep {
  static readonly type = 'review.repair-refused.v1';
  static readonly topic = topics.review;

  @IsString() rulebook!: string;
}
