import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '@tongxiu/access';
import { Clock } from '@tongxiu/hosting';
import { RemindCompanies, type ReminderSweep } from '../../../app/remind-companies.js';
import { SweepRequest } from './publications.requests.js';
import { sweepDay } from './sweep-day.js';

@ApiTags('publications')
@ApiBearerAuth()
@Controller('reminder-sweeps')
export class ReminderSweepsController {
  constructor(
    private readonly remindCompanies: RemindCompanies,
    private readonly clock: Clock,
  ) {}

  @Post()
  @HttpCode(200)
  @Allow('operator')
  @ApiOperation({
    summary: 'Remind companies of periods now',
    description:
      'The service does this by itself every minute (H-084). A record is told once of each period; running it again tells nobody twice.',
  })
  @ApiOkResponse({ description: '`{ on, reminded: { minimumEnded, maximumNear }, busy }`' })
  async run(@Body() { on }: SweepRequest): Promise<ReminderSweep> {
    const now = this.clock.now();
    return this.remindCompanies.run(sweepDay(on, now, 'H-084'), now);
  }
}
