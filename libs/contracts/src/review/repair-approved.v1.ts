import { ArrayNotEmpty, IsArray, IsIn, IsInt, IsISO8601, IsString, IsUUID, Length, Matches, Min } from 'class-validator';
import { topics } from '../envelope.js';
import { creditCodePattern, effects, recordKeyPattern, type Effect } from '../record.js';

/**
 * The review found every condition of repair satisfied.
 *
 * `rulebook` and `calendar` name the editions the case was judged under, so that a later change of rules never changes the
 * meaning of a decision already published.
 */
export class RepairApprovedV1 {
  static readonly type = 'review.repair-approved.v1';
  static readonly topic = topics.review;

  @IsUUID() caseId!: string;
  @Matches(recordKeyPattern) recordKey!: string;
  @IsInt() @Min(1) recordRevision!: number;
  @IsString() rulebook!: string;
  @IsString() calendar!: string;
  @IsArray() @ArrayNotEmpty() @IsIn(effects, { each: true }) effects!: Effect[];
  @Matches(creditCodePattern) organCode!: string;
  @IsString() @Length(1, 200) organName!: string;
  @IsISO8601({ strict: true }) decidedAt!: string;
}
