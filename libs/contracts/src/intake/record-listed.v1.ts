import { Type } from 'class-transformer';
import { IsDefined, IsInt, IsISO8601, Matches, Min, ValidateNested } from 'class-validator';
import { topics } from '../envelope.js';
import { RecordContent, recordKeyPattern } from '../record.js';

/** A department listed a record, or listed it again after a removal. `revision` rises with every change of the register entry. */
export class RecordListedV1 {
  static readonly type = 'intake.record-listed.v1';
  static readonly topic = topics.intake;

  @Matches(recordKeyPattern) recordKey!: string;
  @IsInt() @Min(1) revision!: number;
  @IsDefined() @ValidateNested() @Type(() => RecordContent) record!: RecordContent;
  /** When the platform received the push: the one-working-day clock starts here (H-067). */
  @IsISO8601({ strict: true }) receivedAt!: string;
}
