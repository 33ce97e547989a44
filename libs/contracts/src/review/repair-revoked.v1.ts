import { IsInt, IsString, Length, Matches, Min } from 'class-validator';
import { topics } from '../envelope.js';
import { creditCodePattern } from '../record.js';
import { ReasonedStep } from './case-step.js';

/** A repair was revoked because its materials proved false (J-018): the record is shown again, as a newer version. */
export class RepairRevokedV1 extends ReasonedStep {
  static readonly type = 'review.repair-revoked.v1';
  static readonly topic = topics.review;

  @IsInt() @Min(1) recordRevision!: number;
  @IsString() rulebook!: string;
  @Matches(creditCodePattern) organCode!: string;
  @IsString() @Length(1, 200) organName!: string;
}
