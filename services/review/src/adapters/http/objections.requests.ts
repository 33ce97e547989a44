import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PageAfter, PageSize } from '@tongxiu/hosting';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsObject, IsOptional, ValidateNested } from 'class-validator';
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

  @PageAfter(200) after?: string;

  @PageSize({ usual: 50, most: 200 }) limit = 50;
}
