import { Controller, Get, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, FromCaller, type Caller } from '@tongxiu/access';
import { Clock } from '@tongxiu/hosting';
import { Problem } from '@tongxiu/problems';
import { concerns, Timelines, type RecordTimeline } from '../../app/record-timeline.js';

@ApiTags('timeline')
@ApiBearerAuth()
@Controller('records')
export class TimelineController {
  constructor(
    private readonly timelines: Timelines,
    private readonly clock: Clock,
  ) {}

  @Get(':recordKey/timeline')
  @Allow('operator', 'department', 'integrator')
  @ApiOperation({
    summary: 'What became of a record on every site, version by version',
    description:
      'The decision behind each version, its one-working-day clock (四(三) H-038, 五(五) H-067) with the calendar edition it was counted by and, where another edition was loaded since, the due times before and after (`recounts`), and per site: sent, applied with the receipt, read back. A department reads about its own records.',
  })
  @ApiOkResponse({
    description: '`{ recordKey, kind, versions: [{ version, state, cause, clock, sites: [{ site, state, receiptNo, appliedAt, … }] }] }`',
  })
  @ApiNotFoundResponse({ description: 'Nothing was ever published about this record.' })
  async one(@Param('recordKey') recordKey: string, @FromCaller() caller: Caller): Promise<RecordTimeline> {
    const timeline = await this.timelines.of(recordKey, this.clock.now());
    const hidden = caller.role === 'department' && timeline !== undefined && !concerns(timeline, caller.organ?.code ?? '');
    if (timeline === undefined || hidden) throw unknownRecord();
    return timeline;
  }
}

const unknownRecord = (): Problem => {
  const message = { zh: '没有这条记录的公示信息', en: 'Nothing was ever published about this record' };
  return new Problem(404, 'unknown-record', message, [{ field: 'recordKey', message }]);
};
