import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PageAfter, PageSize } from '@tongxiu/hosting';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { references, type Reference } from '../../domain/case-facts.js';
import { stages, type Stage } from '../../domain/stages.js';

export const batchSizeMax = 1000;

/** A field may be left out, but null is no way to leave it out. */
export const WhenGiven = (): PropertyDecorator => ValidateIf((_request, value) => value !== undefined);

export class ReasonWording {
  @ApiProperty() @IsString() @Length(1, 2000) @Matches(/\S/u) zh!: string;
  @ApiProperty() @IsString() @Length(1, 2000) @Matches(/\S/u) en!: string;
}

/** A reason the reviewer gives: a rule by its id, a sentence in both languages, or both. */
export class ReasonRequest {
  @ApiPropertyOptional({ example: 'H-010', description: 'Id of the clause the reason rests on' })
  @WhenGiven()
  @Matches(/^[A-Z]{1,3}-\d{2,3}$/)
  rule?: string;

  @ApiPropertyOptional({
    type: () => ReasonWording,
    description: 'Required unless a rule is named; then the clause itself is the sentence',
  })
  @WhenGiven()
  @IsObject()
  @ValidateNested()
  @Type(() => ReasonWording)
  message?: ReasonWording;
}

export class ReasonsRequest {
  @ApiProperty({ type: [ReasonRequest] })
  @IsArray()
  @ArrayMaxSize(30)
  @ValidateNested({ each: true })
  @Type(() => ReasonRequest)
  reasons!: ReasonRequest[];
}

/** What the reviewer found, as against what the applicant stated. */
export class FindingsRequest {
  @ApiProperty({ description: 'The conduct is corrected (H-010)' }) @IsBoolean() corrected!: boolean;
  @ApiProperty({ description: 'Every obligation is performed (H-010, H-098)' }) @IsBoolean() obligationsPerformed!: boolean;
  @ApiProperty({ description: 'The commitment may be published (J-012)' }) @IsBoolean() commitmentPublishable!: boolean;
  @ApiProperty({ description: 'Something handed in is untrue (J-018)' }) @IsBoolean() untrue!: boolean;

  @ApiPropertyOptional({
    enum: references,
    isArray: true,
    description: 'What may count as an important reference (J-047); replaces no condition',
  })
  @WhenGiven()
  @IsArray()
  @ArrayUnique()
  @IsIn(references, { each: true })
  references?: Reference[];
}

export class DecisionRequest {
  @ApiProperty({ enum: ['approve', 'refuse'] }) @IsIn(['approve', 'refuse']) decision!: 'approve' | 'refuse';

  @ApiProperty() @IsObject() @ValidateNested() @Type(() => FindingsRequest) findings!: FindingsRequest;

  @ApiPropertyOptional({ type: [ReasonRequest], description: 'A refusal states its reasons; broken rules are added by themselves (J-029)' })
  @WhenGiven()
  @IsArray()
  @ArrayMaxSize(30)
  @ValidateNested({ each: true })
  @Type(() => ReasonRequest)
  reasons?: ReasonRequest[];
}

export class AcceptancesRequest {
  @ApiProperty({ type: [String], maxItems: batchSizeMax })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(batchSizeMax)
  @IsUUID(undefined, { each: true })
  caseIds!: string[];
}

export class WorklistQuery {
  @ApiPropertyOptional({ enum: stages, description: 'Open stages when absent' }) @IsOptional() @IsIn(stages) stage?: Stage;

  @PageAfter(200) after?: string;

  @PageSize({ usual: 50, most: 200 }) limit = 50;
}
