import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { versionMax } from '@tongxiu/contracts';
import { PageAfterId, PageSize } from '@tongxiu/hosting';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';

export class ConflictsRequest {
  @ApiPropertyOptional({ default: true, description: 'Only those nobody has settled yet.' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  open = true;

  @PageAfterId() after?: string;

  @PageSize({ usual: 100, most: 1000 }) limit = 100;
}

export class ResolutionRequest {
  @ApiProperty({ enum: ['ours', 'theirs'], description: 'Which side holds from now on.' })
  @IsIn(['ours', 'theirs'])
  keep!: 'ours' | 'theirs';

  @ApiProperty({ description: 'Why; kept with the conflict.' })
  @IsString()
  @Length(1, 2000)
  @Matches(/\S/u)
  reason!: string;

  @ApiPropertyOptional({ description: '`ours.version` as it was read; the answer is 409 where the record has moved since.' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(versionMax)
  version?: number;
}
