import { ApiPropertyOptional } from '@nestjs/swagger';
import { creditCodePattern, recordKinds, type RecordKind } from '@tongxiu/contracts';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Matches, Max, MaxLength, Min } from 'class-validator';

export class SearchRecordsRequest {
  @ApiPropertyOptional({ description: 'Any part of the name of the company; brackets and widths do not matter.' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  @Matches(/\S/u)
  name?: string;

  @ApiPropertyOptional({ description: 'The whole unified social credit code (GB 32100-2015).' })
  @IsOptional()
  @Matches(creditCodePattern)
  creditCode?: string;

  @ApiPropertyOptional({ enum: recordKinds })
  @IsOptional()
  @IsIn(recordKinds)
  kind?: RecordKind;

  @ApiPropertyOptional({ description: '`next` of the page before.' })
  @IsOptional()
  @IsString()
  @MaxLength(400)
  after?: string;

  @ApiPropertyOptional({ default: 20, minimum: 1, maximum: 100 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit = 20;
}

export class CommitmentsRequest {
  @ApiPropertyOptional({ description: 'Any part of the name of the company.' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  @Matches(/\S/u)
  name?: string;

  @ApiPropertyOptional({ description: 'The whole unified social credit code (GB 32100-2015).' })
  @IsOptional()
  @Matches(creditCodePattern)
  creditCode?: string;

  @ApiPropertyOptional({ description: '`next` of the page before.' })
  @IsOptional()
  @IsUUID()
  after?: string;

  @ApiPropertyOptional({ default: 20, minimum: 1, maximum: 100 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit = 20;
}

export class OwnRecordsRequest {
  @ApiPropertyOptional({ description: '`next` of the page before.' })
  @IsOptional()
  @IsString()
  @MaxLength(400)
  after?: string;

  @ApiPropertyOptional({ default: 100, minimum: 1, maximum: 1000 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1000)
  limit = 100;
}
