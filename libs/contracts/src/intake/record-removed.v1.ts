import { IsInt, IsISO8601, IsString, Length, Matches, Min } from 'class-validator';
import { topics } from '../envelope.js';
import { creditCodePattern, isoDatePattern, recordKeyPattern } from '../record.js';

/** The organ that listed a record removed it (移出). */
export class RecordRemovedV1 {
  static readonly type = 'intake.record-removed.v1';
  static readonly topic = topics.intake;

  @Matches(recordKeyPattern) recordKey!: string;
  @IsInt() @Min(2) revision!: number;
  @Matches(creditCodePattern) organCode!: string;
  @IsString() @Length(1, 200) organName!: string;
  @Matches(isoDatePattern) removedOn!: string;
  @IsString() @Length(1, 2000) reason!: string;
  @IsISO8601({ strict: true }) receivedAt!: string;
}
