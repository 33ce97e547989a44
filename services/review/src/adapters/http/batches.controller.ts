import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, FromCaller, type Caller } from '@tongxiu/access';
import { Clock } from '@tongxiu/hosting';
import { TakeSteps, type StepOrder } from '../../app/take-steps.js';
import { answersOf, type StepAnswer } from './answer.js';
import { DecisionsRequest, readDecisions } from './decisions-request.js';
import { reviewer } from './reviewer.js';
import { AcceptancesRequest } from './reviews.requests.js';

/** Steps of many cases in one request and one transaction. Each case stands for itself; results come in the order asked. */
@ApiTags('reviews')
@ApiBearerAuth()
@ApiOkResponse({ description: '`results` in order: the stage, or `errors` with every reason and its clause' })
@Controller('reviews')
export class BatchesController {
  constructor(
    private readonly takeSteps: TakeSteps,
    private readonly clock: Clock,
  ) {}

  @Post('acceptances')
  @HttpCode(200)
  @Allow('reviewer')
  @ApiOperation({ summary: 'Accept many · 批量受理', description: 'At most 1000 (J-025).' })
  accept(@Body() body: AcceptancesRequest, @FromCaller() caller: Caller): Promise<{ results: StepAnswer[] }> {
    return this.take(
      body.caseIds.map((caseId) => ({ caseId: caseId.toLowerCase(), step: 'accept' })),
      caller,
    );
  }

  @Post('decisions')
  @HttpCode(200)
  @Allow('reviewer')
  @ApiOperation({ summary: 'Decide many · 批量决定', description: 'At most 1000; each is judged by the rules as a single decision is.' })
  @ApiBody({ type: DecisionsRequest })
  decide(@Body() body: unknown, @FromCaller() caller: Caller): Promise<{ results: StepAnswer[] }> {
    return this.take(readDecisions(body), caller);
  }

  private async take(orders: readonly StepOrder[], caller: Caller): Promise<{ results: StepAnswer[] }> {
    const outcomes = await this.takeSteps.run(orders, reviewer(caller), this.clock.now());
    return answersOf(
      orders.map(({ caseId }) => caseId),
      outcomes,
    );
  }
}
