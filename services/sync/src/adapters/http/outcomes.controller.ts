import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import { Allow } from '@tongxiu/access';
import { Problem } from '@tongxiu/problems';
import { FollowOutcomes, type OutcomePage } from '../../app/follow-outcomes.js';
import { OutcomesRequest } from './requests.js';

@ApiTags('outcomes')
@ApiBearerAuth()
@Controller('outcomes')
export class OutcomesController {
  constructor(private readonly followOutcomes: FollowOutcomes) {}

  @Get()
  @Allow('integrator', 'operator')
  @ApiOperation({
    summary: 'Records that are no longer shown, or shown again because a repair was revoked, in order, by cursor',
    description:
      'Positions count 1, 2, 3 … without gaps. `state` says whether it ended (`withdrawn`, `removed`, `expired`) or is shown again (`shown`). Ask with `after` = the `next` of the last answer; with `waitSeconds` the answer waits for the next outcome.',
  })
  @ApiOkResponse({
    description:
      '`{ outcomes: [{ position, recordKey, version, kind, creditCode, state, effects, organCode, rulebook?, decidedAt }], next }`',
  })
  @ApiServiceUnavailableResponse({
    description: 'Too many wait already; see `Retry-After`. Without `waitSeconds` the answer comes at once.',
  })
  async page(@Query() { after, limit, waitSeconds }: OutcomesRequest, @Req() { raw }: Connected): Promise<OutcomePage> {
    const page = await this.followOutcomes.run(after, limit, waitSeconds, () => raw.socket.destroyed);
    if (page === undefined) throw tooManyWait();
    return page;
  }
}

interface Connected {
  readonly raw: { readonly socket: { readonly destroyed: boolean } };
}

const tooManyWait = (): Problem => {
  const message = {
    zh: '同时等待的请求过多，请稍后再试，或不带 waitSeconds 查询',
    en: 'Too many wait at the moment; try again in a few seconds, or ask without waitSeconds',
  };
  return new Problem(503, 'too-many-wait', message, [{ field: 'waitSeconds', message }], 3);
};
