import { ApiPropertyOptional } from '@nestjs/swagger';
import { creditCodePattern, recordKinds, type RecordKind } from '@tongxiu/contracts';
import { PageAfter, PageSize } from '@tongxiu/hosting';
import { isDate } from '@tongxiu/working-days';
import { IsIn, IsOptional, Matches, ValidateBy } from 'class-validator';

const IsDay = (): PropertyDecorator =>
  ValidateBy({
    name: 'matches',
    validator: {
      validate: (value) => typeof value === 'string' && isDate(value),
      defaultMessage: () => '$property must be a day that exists, as YYYY-MM-DD',
    },
  });

export class ArchiveQuery {
  @ApiPropertyOptional({ example: '2026-01-01', description: 'First day of submission' }) @IsOptional() @IsDay() from?: string;

  @ApiPropertyOptional({ example: '2026-12-31', description: 'Last day of submission' }) @IsOptional() @IsDay() to?: string;

  @ApiPropertyOptional({ enum: recordKinds }) @IsOptional() @IsIn(recordKinds) kind?: RecordKind;

  @ApiPropertyOptional({ description: 'Code of the unit that accepts and decides' })
  @IsOptional()
  @Matches(creditCodePattern)
  organ?: string;
}

export class ArchivePageQuery extends ArchiveQuery {
  @PageAfter(200) after?: string;

  @PageSize({ usual: 50, most: 200 }) limit = 50;
}
