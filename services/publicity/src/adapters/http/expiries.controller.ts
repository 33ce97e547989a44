import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '@tongxiu/access';
import { Clock } from '@tongxiu/hosting';
import { Problem } from '@tongxiu/problems';
import { isDate, localDate } from '@tongxiu/working-days';
import { ExpirePublications, type Sweep } from '../../app/expire-publications.js';
import { SweepRequest } from './publications.requests.js';

@ApiTags('publications')
@ApiBearerAuth()
@Controller('expiries')
export class ExpiriesController {
  constructor(
    private readonly expirePublications: ExpirePublications,
    private readonly clock: Clock,
  ) {}

  @Post()
  @HttpCode(200)
  @Allow('operator')
  @ApiOperation({
    summary: 'Run the automatic stop at the maximum period now',
    description: 'The service does this by itself every minute (H-013, H-016). Running it again changes nothing.',
  })
  @ApiOkResponse({ description: '`{ on, expired, busy }`' })
  async run(@Body() { on }: SweepRequest): Promise<Sweep> {
    const now = this.clock.now();
    if (!isDate(on)) throw noSuchDay();
    if (on > localDate(now)) throw notYet();
    return this.expirePublications.run(on, now);
  }
}

const noSuchDay = (): Problem => {
  const message = { zh: '不存在这一天', en: 'There is no such day' };
  return new Problem(400, 'malformed-request', message, [{ field: 'on', message }]);
};

const notYet = (): Problem => {
  const message = {
    zh: '公示期满之前不得停止公示，日期不能晚于今天',
    en: 'Nothing may be stopped before its period ends; the day must not be later than today',
  };
  return new Problem(422, 'not-yet', message, [{ field: 'on', rule: 'H-016', clause: '三', message }]);
};
