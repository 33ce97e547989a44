import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '@tongxiu/access';
import { Clock } from '@tongxiu/hosting';
import { Problem } from '@tongxiu/problems';
import { SweepDeadlines, type Swept } from '../../app/sweep-deadlines.js';

@ApiTags('deadlines')
@ApiBearerAuth()
@Controller('deadline-sweeps')
export class DeadlineSweepsController {
  constructor(
    private readonly sweepDeadlines: SweepDeadlines,
    private readonly clock: Clock,
  ) {}

  @Post()
  @HttpCode(200)
  @Allow('operator')
  @ApiOperation({
    summary: 'Mark what was missed · 标记超期',
    description:
      'What the service does by itself every minute: records breaches, and counts deadlines of years the calendar has since come to know.',
  })
  @ApiOkResponse({ description: 'How many deadlines were marked missed, and how many counted again' })
  async sweep(): Promise<Swept> {
    const swept = await this.sweepDeadlines.run(this.clock.now());
    if (swept === undefined) {
      throw new Problem(503, 'sweep-running', { zh: '另一次清查正在进行', en: 'Another sweep is running' }, [], 1);
    }
    return swept;
  }
}
