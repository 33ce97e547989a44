import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsISO8601, IsOptional, IsUUID, Matches, ValidateNested } from 'class-validator';
import { isoDatePattern, recordKeyPattern } from '../record.js';
import { Reason } from '../wording.js';

/** What every step of a case tells: which case, which record, when. */
export class CaseStep {
  @IsUUID() caseId!: string;
  @Matches(recordKeyPattern) recordKey!: string;
  @IsISO8601({ strict: true }) at!: string;
}

/** A step that must state its reasons, all of them (J-029). */
export class ReasonedStep extends CaseStep {
  @IsArray() @ArrayNotEmpty() @ArrayMaxSize(50) @ValidateNested({ each: true }) @Type(() => Reason) reasons!: Reason[];
}

/** A step after which a statutory clock runs; the last day is absent while the calendar lacks the year. */
export class ClockedStep extends CaseStep {
  @IsOptional() @Matches(isoDatePattern) dueOn?: string;
}
