import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiConflictResponse, ApiOkResponse, ApiOperation, ApiTags, ApiUnprocessableEntityResponse } from '@nestjs/swagger';
import { Allow, FromCaller, type Caller } from '@tongxiu/access';
import { Clock } from '@tongxiu/hosting';
import { DecideObjection } from '../../app/decide-objection.js';
import { ObjectionReadings, type ObjectionItem } from '../../app/read-objections.js';
import { ReadReviews } from '../../app/read-reviews.js';
import { noSuchObjection } from '../../domain/refusal.js';
import { problemOf, reasonsOf } from './answer.js';
import { objectionIdPipe } from './case-id.js';
import { fileBody } from './file-body.js';
import { ObjectionDecisionRequest, ObjectionsQuery } from './objections.requests.js';
import { placeOf, readPlace } from './page-place.js';
import { organRead, reviewer } from './reviewer.js';

/** Objections to refusals (J-041): verified and answered by the accepting unit within five working days (J-042). */
@ApiTags('objections')
@ApiBearerAuth()
@Controller('objections')
export class ObjectionsController {
  constructor(
    private readonly readings: ObjectionReadings,
    private readonly readReviews: ReadReviews,
    private readonly decideObjection: DecideObjection,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('reviewer', 'operator')
  @ApiOperation({
    summary: 'Objections · 异议列表',
    description: 'Those waiting for an answer, soonest due first, or of another stage (J-042).',
  })
  @ApiOkResponse({ description: '`items`, and `next` while there are more' })
  async worklist(
    @Query() query: ObjectionsQuery,
    @FromCaller() caller: Caller,
  ): Promise<{ items: readonly ObjectionItem[]; next?: string }> {
    const { stage, limit } = query;
    const [dueAt, objectionId] = query.after === undefined ? [] : readPlace(query.after, ['instant?', 'id']);
    const after = objectionId === undefined ? undefined : { dueAt: dueAt || null, objectionId };
    const items = await this.readings.objections({ stage, organCode: organRead(caller), after, limit });
    const last = items.at(-1);
    return last === undefined || items.length < limit ? { items } : { items, next: placeOf(last.dueAt, last.objectionId) };
  }

  @Get(':objectionId')
  @Allow('reviewer', 'operator')
  @ApiOperation({
    summary: 'One objection · 异议案卷',
    description: 'With the whole file of its case, and what would stand in the way of approval now.',
  })
  @ApiOkResponse({ description: 'The file of the case with `objection` and `preview`' })
  async one(@Param('objectionId', objectionIdPipe) objectionId: string, @FromCaller() caller: Caller): Promise<object> {
    const caseId = await this.readings.caseOf(objectionId);
    if (caseId === undefined) throw problemOf(noSuchObjection());
    const reading = await this.readReviews.wholeFile(caseId, organRead(caller), this.clock.now());
    if (reading.kind === 'refused') throw problemOf(reading);
    return { ...fileBody(reading.file), preview: reading.preview };
  }

  @Post(':objectionId/decision')
  @HttpCode(200)
  @Allow('reviewer')
  @ApiOperation({
    summary: 'Answer an objection · 处理异议',
    description: 'Upheld, the repair is approved by the rules as any other; rejected, the reasons are stated (J-042, J-029).',
  })
  @ApiOkResponse({ description: 'The stage of the objection and of its case' })
  @ApiConflictResponse({ description: 'The objection was answered before' })
  @ApiUnprocessableEntityResponse({ description: 'Every rule that stands in the way, or no reason given; nothing was changed' })
  async decide(
    @Param('objectionId', objectionIdPipe) objectionId: string,
    @Body() { upheld, findings, reasons = [] }: ObjectionDecisionRequest,
    @FromCaller() caller: Caller,
  ): Promise<object> {
    const at = this.clock.now();
    const outcome = await this.decideObjection.run(objectionId, { upheld, findings, reasons: reasonsOf(reasons) }, reviewer(caller), at);
    if (outcome.kind === 'refused') throw problemOf(outcome);
    const [first, last] = [outcome.moved[0], outcome.moved.at(-1)];
    return { objectionId, caseId: last?.file.caseId, stage: outcome.stage, caseStage: last?.file.stage, at, reasons: first?.reasons ?? [] };
  }
}
