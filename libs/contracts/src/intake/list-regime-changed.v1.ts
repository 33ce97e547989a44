import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsDefined, IsIn, IsISO8601, Matches, ValidateNested } from 'class-validator';
import { topics } from '../envelope.js';
import { listIdPattern } from '../record.js';
import { Wording } from '../wording.js';
import { materialKinds, type MaterialKind } from './application-submitted.v1.js';

/** A designating department set up or changed the regime of its severe list: conditions, procedure, materials (H-063, H-077, H-079). */
export class ListRegimeChangedV1 {
  static readonly type = 'intake.list-regime-changed.v1';
  static readonly topic = topics.intake;

  @Matches(listIdPattern) listId!: string;
  /** Whether the list shares with the platform yet (H-068). */
  @IsBoolean() active!: boolean;
  @IsDefined() @ValidateNested() @Type(() => Wording) removalConditions!: Wording;
  @IsDefined() @ValidateNested() @Type(() => Wording) procedure!: Wording;
  @IsArray() @ArrayMaxSize(7) @IsIn(materialKinds, { each: true }) materials!: MaterialKind[];
  @IsISO8601({ strict: true }) changedAt!: string;
}
