import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '@tongxiu/access';
import { Clock } from '@tongxiu/hosting';
import { ExpirePublications, type Sweep } from '../../../app/expire-publications.js';
import { SweepRequest } from './publications.requests.js';
import { sweepDay } from './sweep-day.js';

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
    return this.expirePublications.run(sweepDay(on, now, 'H-016'), now);
  }
}
