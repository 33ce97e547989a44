import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { isoDatePattern } from '@tongxiu/contracts';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, IsUUID, Matches, Max, MaxLength, Min } from 'class-validator';

export class PageRequest {
  @ApiPropertyOptional({ description: '`next` of the page before.' })
  @IsOptional()
  @IsString()
  @MaxLength(400)
  after?: string;

  @ApiPropertyOptional({ default: 1000, minimum: 1, maximum: 10_000 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(10_000)
  limit = 1000;
}

export class RefusalsRequest {
  @ApiPropertyOptional({ description: 'Event id of the last one seen.' })
  @IsOptional()
  @IsUUID()
  after?: string;

  @ApiPropertyOptional({ default: 100, minimum: 1, maximum: 1000 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1000)
  limit = 100;
}

export class SweepRequest {
  @ApiProperty({
    description: 'Everything whose last day is before this day is stopped. Not later than today in Asia/Shanghai.',
    example: '2026-11-22',
  })
  @Matches(isoDatePattern)
  on!: string;
}
