import { IsBoolean, IsUUID } from 'class-validator';
import { topics } from '../envelope.js';
import { ReasonedStep } from './case-step.js';

/** The objection was verified and handled (J-042). Where it is upheld, `review.repair-approved.v1` follows. */
export class ObjectionDecidedV1 extends ReasonedStep {
  static readonly type = 'review.objection-decided.v1';
  static readonly topic = topics.review;

  @IsUUID() objectionId!: string;
  @IsBoolean() upheld!: boolean;
}
