import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { objectionStages, type ObjectionStage } from '../../domain/objections.js';
import { FindingsRequest, ReasonRequest, WhenGiven } from './reviews.requests.js';

export class ObjectionDecisionRequest {
  @ApiProperty({ description: 'Whether the refusal falls; then the case is approved by the same rules as any other' })
  @IsBoolean()
  upheld!: boolean;

  @ApiProperty() @IsObject() @ValidateNested() @Type(() => FindingsRequest) findings!: FindingsRequest;

  @ApiPropertyOptional({
    type: [ReasonRequest],
    description: 'A rejection states its reasons; broken rules are added by themselves (J-029)',
  })
  @WhenGiven()
  @IsArray()
  @ArrayMaxSize(30)
  @ValidateNested({ each: true })
  @Type(() => ReasonRequest)
  reasons?: ReasonRequest[];
}

export class ObjectionsQuery {
  @ApiPropertyOptional({ enum: objectionStages, default: 'filed' }) @IsOptional() @IsIn(objectionStages) stage: ObjectionStage = 'filed';

  @ApiPropertyOptional({ description: '`next` of the page before' }) @IsOptional() @IsString() @MaxLength(200) after?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 200, default: 50 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit: number = 50;
}
