import { Body, Controller, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, FromCaller, type Caller } from '@tongxiu/access';
import { Clock } from '@tongxiu/hosting';
import { idPipe, malformedRequest, Problem } from '@tongxiu/problems';
import { isDate, isInstant, startOfDay } from '@tongxiu/working-days';
import { RecogniseOutcome, Recognitions } from '../../../app/cases/recognise-outcome.js';
import { IntakeConfig } from '../../../intake.config.js';
import { notFound } from '../refusals.js';
import { DismissalRequest, RecognitionRequest } from './recognitions.requests.js';

@ApiTags('recognitions')
@ApiBearerAuth()
@Controller('recognitions')
export class RecognitionsController {
  constructor(
    private readonly recogniseOutcome: RecogniseOutcome,
    private readonly recognitions: Recognitions,
    private readonly config: IntakeConfig,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Allow('operator', 'integrator')
  @ApiOperation({
    summary: 'Tell an outcome that another site decided · 互认其他网站的修复结果',
    description:
      'H-044, H-076: it has the same effect on every other site as a decision made here, without a second application (H-046). ' +
      'An integrator tells the outcomes of the site it is configured for. The same reference again changes nothing and answers 200.',
  })
  async recognise(
    @Body() body: RecognitionRequest,
    @FromCaller() caller: Caller,
    @Res({ passthrough: true }) reply: { status(code: number): unknown },
  ) {
    if (caller.role === 'integrator' && this.config.recognitionSites.get(caller.subject) !== body.site) throw notYourSite();
    const told = { ...body, decidedAt: instantOf(body.decidedAt) };
    const result = await this.recogniseOutcome.run(told, caller.subject, this.clock.now());
    switch (result.kind) {
      case 'recognised':
      case 'repeated':
        reply.status(result.kind === 'repeated' ? 200 : 201);
        return { recognitionId: result.recognitionId, receivedAt: result.receivedAt, outcome: result.kind };
      case 'unknown-record':
        throw notFound({ zh: '没有这条失信信息', en: 'There is no such record' });
      case 'reference-taken':
        throw new Problem(409, 'reference-taken', { zh: '该编号已用于另一结果', en: 'This reference stands for another outcome' }, [
          { field: 'reference', message: { zh: '同一编号只能对应一个结果', en: 'one reference stands for one outcome' } },
        ]);
      case 'refused':
        throw new Problem(422, 'not-recognised', { zh: '不能互认该结果', en: 'This outcome cannot be recognised' }, result.objections);
    }
  }

  @Post(':recognitionId/dismissal')
  @HttpCode(200)
  @Allow('operator')
  @ApiOperation({
    summary: 'Let our own decision stand where two contradict · 不予互认',
    description: 'After a conflict was resolved in favour of our own decision: the listing can be applied for again (H-044).',
  })
  async dismiss(
    @Param('recognitionId', idPipe('recognitionId')) recognitionId: string,
    @Body() { reason }: DismissalRequest,
    @FromCaller() caller: Caller,
  ) {
    if (!(await this.recognitions.dismiss(recognitionId, reason, caller.subject)))
      throw notFound({ zh: '没有这项互认', en: 'There is no such recognition' });
    return { recognitionId, dismissed: true };
  }
}

const notYourSite = (): Problem => {
  const message = { zh: '只能报送本网站的结果', en: 'You may tell the outcomes of your own site only' };
  return new Problem(403, 'not-your-site', message, [{ field: 'site', message }]);
};

/** A plain day stands for its beginning in Asia/Shanghai. */
function instantOf(decidedAt: string): string {
  const instant = isDate(decidedAt) ? startOfDay(decidedAt) : decidedAt;
  if (isInstant(instant) && !Number.isNaN(Date.parse(instant))) return new Date(instant).toISOString();
  const message = { zh: '应为日期，或带时差的时刻', en: 'must be a day, or an instant with its offset' };
  throw malformedRequest([{ field: 'decidedAt', message }]);
}
