import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '@tongxiu/access';
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
  async page(@Query() { after, limit, waitSeconds }: OutcomesRequest): Promise<OutcomePage> {
    return this.followOutcomes.run(after, limit, waitSeconds);
  }
}
