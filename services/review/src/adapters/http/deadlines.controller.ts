import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { PageAfter, PageSize } from '@tongxiu/hosting';
import { Allow, FromCaller, type Caller } from '@tongxiu/access';
import { Type } from 'class-transformer';
import { IsIn, IsOptional } from 'class-validator';
import {
  DeadlineReadings,
  watchedStatuses,
  type DeadlineCursor,
  type WatchedDeadline,
  type WatchedStatus,
} from '../../app/read-deadlines.js';
import { warningLevels, type WarningLevel } from '../../domain/warning-levels.js';
import { placeOf, readPlace } from './page-place.js';
import { organRead } from './reviewer.js';

export class DeadlinesQuery {
  @ApiPropertyOptional({ enum: watchedStatuses, default: 'running' }) @IsOptional() @IsIn(watchedStatuses) status: WatchedStatus =
    'running';

  @ApiPropertyOptional({ enum: warningLevels, description: 'Only where at least so many percent of the limit are used up' })
  @IsOptional()
  @Type(() => Number)
  @IsIn(warningLevels)
  level?: WarningLevel;

  @PageAfter(200) after?: string;

  @PageSize({ usual: 50, most: 200 }) limit = 50;
}

@ApiTags('deadlines')
@ApiBearerAuth()
@Controller('deadlines')
export class DeadlinesController {
  constructor(private readonly readings: DeadlineReadings) {}

  @Get()
  @Allow('reviewer', 'operator')
  @ApiOperation({
    summary: 'Statutory clocks · 期限与预警',
    description:
      'Soonest due first, with the warning level crossed (50, 70, 90, 100 %); of missed ones the latest first. Those of the own organ; an operator sees every organ (H-022, H-023, H-031, H-032, H-057, J-026, J-028, J-042).',
  })
  @ApiOkResponse({ description: '`items`, and `next` while there are more' })
  async deadlines(
    @Query() query: DeadlinesQuery,
    @FromCaller() caller: Caller,
  ): Promise<{ items: readonly WatchedDeadline[]; next?: string }> {
    const { status, level, after, limit } = query;
    const place = after === undefined ? undefined : cursorAt(readPlace(after, ['instant?', 'id', 'word']));
    const items = await this.readings.deadlines({ status, level, organCode: organRead(caller), after: place, limit });
    const last = items.at(-1);
    return last === undefined || items.length < limit ? { items } : { items, next: placeOf(last.dueAt, last.caseId, last.what) };
  }
}

const cursorAt = ([dueAt, caseId = '', what = '']: readonly string[]): DeadlineCursor => ({ dueAt: dueAt || null, caseId, what });
