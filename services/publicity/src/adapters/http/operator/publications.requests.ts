import { ApiProperty } from '@nestjs/swagger';
import { isoDatePattern } from '@tongxiu/contracts';
import { PageAfter, PageAfterId, PageSize } from '@tongxiu/hosting';
import { Matches } from 'class-validator';

export class PageRequest {
  @PageAfter(400) after?: string;

  @PageSize({ usual: 1000, most: 10_000 }) limit = 1000;
}

export class RefusalsRequest {
  @PageAfterId() after?: string;

  @PageSize({ usual: 100, most: 1000 }) limit = 100;
}

export class SweepRequest {
  @ApiProperty({
    description: 'Everything whose last day is before this day is stopped. Not later than today in Asia/Shanghai.',
    example: '2026-11-22',
  })
  @Matches(isoDatePattern)
  on!: string;
}
