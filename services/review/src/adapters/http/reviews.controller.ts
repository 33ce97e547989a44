import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, FromCaller, type Caller } from '@tongxiu/access';
import { Clock } from '@tongxiu/hosting';
import { ReadReviews, type Cursor, type WorklistItem } from '../../app/read-reviews.js';
import { openStages } from '../../domain/stages.js';
import { problemOf } from './answer.js';
import { caseIdPipe } from './case-id.js';
import { placeOf, readPlace } from './page-place.js';
import { fileBody } from './file-body.js';
import { organRead } from './reviewer.js';
import { WorklistQuery } from './reviews.requests.js';

@ApiTags('reviews')
@ApiBearerAuth()
@Controller('reviews')
export class ReviewsController {
  constructor(
    private readonly readReviews: ReadReviews,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('reviewer', 'operator')
  @ApiOperation({
    summary: 'Worklist · 待办列表',
    description: 'Cases of the own organ by stage, soonest due first; an operator sees every organ (H-022, H-031, H-055, H-062).',
  })
  @ApiOkResponse({ description: '`items`, and `next` while there are more' })
  async worklist(@Query() query: WorklistQuery, @FromCaller() caller: Caller): Promise<{ items: readonly WorklistItem[]; next?: string }> {
    const after = query.after === undefined ? undefined : cursorAt(readPlace(query.after, ['instant?', 'id']));
    const stages = query.stage === undefined ? openStages : [query.stage];
    const items = await this.readReviews.worklist({ stages, organCode: organRead(caller), after, limit: query.limit });
    const last = items.at(-1);
    return last === undefined || items.length < query.limit ? { items } : { items, next: placeOf(last.dueAt, last.caseId) };
  }

  @Get(':caseId')
  @Allow('reviewer', 'operator')
  @ApiOperation({
    summary: 'The whole file · 案卷',
    description: 'Record, statements, materials, steps, deadlines, and what would stand in the way if it were approved now.',
  })
  @ApiOkResponse({ description: 'The file with `preview`, the verdict computed now' })
  async wholeFile(@Param('caseId', caseIdPipe) caseId: string, @FromCaller() caller: Caller): Promise<object> {
    const reading = await this.readReviews.wholeFile(caseId, organRead(caller), this.clock.now());
    if (reading.kind === 'refused') throw problemOf(reading);
    return { ...fileBody(reading.file), preview: reading.preview };
  }
}

const cursorAt = ([dueAt, caseId = '']: readonly string[]): Cursor => ({ dueAt: dueAt || null, caseId });
