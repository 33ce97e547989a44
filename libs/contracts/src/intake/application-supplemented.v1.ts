import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsISO8601, IsUUID, Matches, ValidateNested } from 'class-validator';
import { topics } from '../envelope.js';
import { recordKeyPattern } from '../record.js';
import { MaterialReference } from './application-submitted.v1.js';

/** The applicant answered the one-time notice to supplement (J-026, J-027). `materials` are the added ones. */
export class ApplicationSupplementedV1 {
  static readonly type = 'intake.application-supplemented.v1';
  static readonly topic = topics.intake;

  @IsUUID() caseId!: string;
  @Matches(recordKeyPattern) recordKey!: string;
  @IsArray() @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => MaterialReference) materials!: MaterialReference[];
  @IsISO8601({ strict: true }) supplementedAt!: string;
}
