import { ApiPropertyOptional } from '@nestjs/swagger';
import { creditCodePattern, recordKinds, type RecordKind } from '@tongxiu/contracts';
import { PageAfter, PageAfterId, PageSize } from '@tongxiu/hosting';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';

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

  @PageAfter(400) after?: string;

  @PageSize({ usual: 20, most: 100 }) limit = 20;
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

  @PageAfterId() after?: string;

  @PageSize({ usual: 20, most: 100 }) limit = 20;
}

export class OwnRecordsRequest {
  @PageAfter(400) after?: string;

  @PageSize({ usual: 100, most: 1000 }) limit = 100;
}
