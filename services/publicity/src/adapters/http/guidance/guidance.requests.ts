import { ApiPropertyOptional } from '@nestjs/swagger';
import { listIdPattern } from '@tongxiu/contracts';
import { IsIn, IsOptional, Matches } from 'class-validator';

export class GuidanceRequest {
  @ApiPropertyOptional({ description: 'Only for `severeList`: one list, such as `A2-01`.' })
  @IsOptional()
  @Matches(listIdPattern)
  listId?: string;
}

export class GuidancePageRequest {
  @ApiPropertyOptional({ enum: ['zh', 'en'], default: 'zh' })
  @IsOptional()
  @IsIn(['zh', 'en'])
  lang: 'zh' | 'en' = 'zh';
}
