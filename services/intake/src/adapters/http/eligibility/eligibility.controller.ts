import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Allow, FromCaller, type Caller } from '@tongxiu/access';
import type { RecordContent } from '@tongxiu/contracts';
import { Clock } from '@tongxiu/hosting';
import { malformedRequest, Problem } from '@tongxiu/problems';
import { isDate, localDate } from '@tongxiu/working-days';
import { ExplainEligibility } from '../../../app/explain-eligibility.js';
import { recordKeyPipe } from '../path-parameters.js';
import { actsFor, notFound, organOf } from '../refusals.js';

@ApiTags('eligibility')
@ApiBearerAuth()
@Controller('records/:recordKey/eligibility')
export class EligibilityController {
  constructor(
    private readonly explainEligibility: ExplainEligibility,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('applicant', 'portal', 'department', 'reviewer', 'operator')
  @ApiOperation({
    summary: 'Whether, from when and how a record can be repaired · 是否可以修复、何时、向谁、需要什么',
    description:
      'J-039: which rules hold and which do not, each with its clause; from which day repair is possible (H-015); the materials that are missing and those on file, also issued by the organ (H-085); ' +
      'who accepts (H-019, H-026, H-035); and by when each step would end.',
  })
  @ApiQuery({ name: 'asOf', required: false, schema: { type: 'string', format: 'date' }, description: 'Today in Asia/Shanghai, if absent' })
  async explain(@Param('recordKey', recordKeyPipe) recordKey: string, @FromCaller() caller: Caller, @Query('asOf') asked?: string) {
    const asOf = asked ?? localDate(this.clock.now());
    if (!isDate(asOf)) throw malformedRequest([{ field: 'asOf', message: { zh: '应为存在的日期', en: 'must be a day that exists' } }]);
    const result = await this.explainEligibility.run(recordKey, asOf, (record) => mayKnow(record, caller));
    switch (result.kind) {
      case 'explained':
        return { recordKey, ...result.eligibility };
      case 'unknown-record':
        throw notFound({ zh: '没有这条失信信息', en: 'There is no such record' });
      case 'before-decision': {
        const message = { zh: '早于该信息的作出或列入日期', en: 'lies before the day the record was decided or listed' };
        throw new Problem(422, 'before-decision', message, [{ field: 'asOf', rule: 'H-018', clause: '三', message }]);
      }
      case 'no-rules': {
        const message = { zh: '该日没有适用于该信息的修复规则', en: 'No rules of repair are in force for this record on that day' };
        throw new Problem(422, 'no-rules', message, [{ field: 'asOf', message }]);
      }
    }
  }
}

/** A company asks about its own records, a department about those it listed. */
function mayKnow(record: RecordContent, caller: Caller): boolean {
  const own = actsFor(caller);
  if (own !== undefined) return own === record.creditCode;
  return caller.role !== 'department' || organOf(caller).code === record.organCode;
}
