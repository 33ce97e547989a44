import { Type } from 'class-transformer';
import { ArrayNotEmpty, IsArray, IsISO8601, IsIn, IsInt, IsString, IsUUID, Matches, Min, ValidateNested } from 'class-validator';
import { topics } from '../envelope.js';
import { recordKeyPattern } from '../record.js';
import { tiers, type Tier } from '../site/site.js';

/** One site's proof that it carried the outcome out. */
export class SiteReceipt {
  @IsString() site!: string;
  @IsIn(tiers) tier!: Tier;
  @IsString() receiptNo!: string;
  @IsISO8601({ strict: true }) appliedAt!: string;
}

/** An approved repair has been applied on every site that shows this kind of record. */
export class RepairShownV1 {
  static readonly type = 'sync.repair-shown.v1';
  static readonly topic = topics.sync;

  @IsUUID() caseId!: string;
  @Matches(recordKeyPattern) recordKey!: string;
  @IsInt() @Min(1) version!: number;
  @IsArray() @ArrayNotEmpty() @ValidateNested({ each: true }) @Type(() => SiteReceipt) receipts!: SiteReceipt[];
  @IsISO8601({ strict: true }) shownAt!: string;
}
