import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiConflictResponse, ApiOkResponse, ApiOperation, ApiTags, ApiUnprocessableEntityResponse } from '@nestjs/swagger';
import { Allow, FromCaller, type Caller } from '@tongxiu/access';
import { Clock } from '@tongxiu/hosting';
import { TakeSteps, type StepOrder } from '../../app/take-steps.js';
import { stepOrProblem, reasonsOf, type StepAnswer } from './answer.js';
import { caseIdPipe } from './case-id.js';
import { reviewer } from './reviewer.js';
import { DecisionRequest, ReasonsRequest } from './reviews.requests.js';

/** Steps of one case, by the unit that accepts and decides. */
@ApiTags('reviews')
@ApiBearerAuth()
@ApiOkResponse({ description: 'The stage the case is in now' })
@ApiConflictResponse({ description: 'The step is not allowed at this stage' })
@Controller('reviews/:caseId')
export class StepsController {
  constructor(
    private readonly takeSteps: TakeSteps,
    private readonly clock: Clock,
  ) {}

  @Post('acceptance')
  @HttpCode(200)
  @Allow('reviewer')
  @ApiOperation({
    summary: 'Accept · 受理',
    description: 'The materials are complete (J-025); the clock of the decision starts (H-023, H-032).',
  })
  @ApiUnprocessableEntityResponse({ description: 'Materials are missing; nothing was changed' })
  accept(@Param('caseId', caseIdPipe) caseId: string, @FromCaller() caller: Caller): Promise<StepAnswer> {
    return this.take({ caseId, step: 'accept' }, caller);
  }

  @Post('non-acceptance')
  @HttpCode(200)
  @Allow('reviewer')
  @ApiOperation({ summary: 'Do not accept · 不予受理', description: 'With reasons; the company may apply again (H-022, H-031, J-029).' })
  notAccept(@Param('caseId', caseIdPipe) caseId: string, @Body() body: ReasonsRequest, @FromCaller() caller: Caller): Promise<StepAnswer> {
    return this.take({ caseId, step: 'notAccept', reasons: reasonsOf(body.reasons) }, caller);
  }

  @Post('supplement-notice')
  @HttpCode(200)
  @Allow('reviewer')
  @ApiOperation({
    summary: 'Notice to supplement · 一次性补正告知',
    description: 'Once, naming everything (J-026). The clock of acceptance stands still until the answer.',
  })
  requestSupplement(
    @Param('caseId', caseIdPipe) caseId: string,
    @Body() body: ReasonsRequest,
    @FromCaller() caller: Caller,
  ): Promise<StepAnswer> {
    return this.take({ caseId, step: 'requestSupplement', reasons: reasonsOf(body.reasons) }, caller);
  }

  @Post('decision')
  @HttpCode(200)
  @Allow('reviewer')
  @ApiOperation({
    summary: 'Approve or refuse · 作出决定',
    description:
      'The rules are computed from record, materials and findings. Approval against a rule is refused with all of them; a refusal states reasons (J-029).',
  })
  @ApiUnprocessableEntityResponse({ description: 'Every broken rule and missing material, each with its clause; nothing was changed' })
  decide(@Param('caseId', caseIdPipe) caseId: string, @Body() body: DecisionRequest, @FromCaller() caller: Caller): Promise<StepAnswer> {
    const { decision, findings, reasons = [] } = body;
    return this.take({ caseId, step: 'decide', decision, findings, reasons: reasonsOf(reasons) }, caller);
  }

  @Post('revocation')
  @HttpCode(200)
  @Allow('reviewer')
  @ApiOperation({
    summary: 'Revoke a repair · 撤销修复',
    description: 'By the organ that decided it, when materials prove false later (J-018, H-010). The case is never approved again.',
  })
  revoke(@Param('caseId', caseIdPipe) caseId: string, @Body() body: ReasonsRequest, @FromCaller() caller: Caller): Promise<StepAnswer> {
    return this.take({ caseId, step: 'revoke', reasons: reasonsOf(body.reasons) }, caller);
  }

  private async take(order: StepOrder, caller: Caller): Promise<StepAnswer> {
    return stepOrProblem(order.caseId, await this.takeSteps.one(order, reviewer(caller), this.clock.now()));
  }
}
