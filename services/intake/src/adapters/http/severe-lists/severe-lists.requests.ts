import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { materialKinds, type MaterialKind } from '@tongxiu/contracts';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsDefined,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';

export class ActivationRequest {
  @ApiProperty() @IsBoolean() active!: boolean;
}

export class WordingRequest {
  @ApiProperty() @IsString() @Length(1, 4000) @Matches(/\S/u) zh!: string;
  @ApiProperty() @IsString() @Length(1, 4000) @Matches(/\S/u) en!: string;
}

export class RegimeRequest {
  @ApiProperty({ type: () => WordingRequest })
  @IsDefined()
  @ValidateNested()
  @Type(() => WordingRequest)
  removalConditions!: WordingRequest;
  @ApiProperty({ type: () => WordingRequest })
  @IsDefined()
  @ValidateNested()
  @Type(() => WordingRequest)
  procedure!: WordingRequest;
  @ApiProperty({ enum: materialKinds, isArray: true })
  @IsArray()
  @ArrayMaxSize(7)
  @ArrayUnique()
  @IsIn(materialKinds, { each: true })
  materials!: MaterialKind[];
  @ApiPropertyOptional({ minimum: 1, maximum: 120 }) @IsOptional() @IsInt() @Min(1) @Max(120) minimumMonths?: number;
}
