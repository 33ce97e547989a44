import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiForbiddenResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, FromCaller, type Caller } from '@tongxiu/access';
import { creditCodePattern } from '@tongxiu/contracts';
import { Clock } from '@tongxiu/hosting';
import { Problem } from '@tongxiu/problems';
import { clauseOf } from '@tongxiu/rulebook';
import { localDate } from '@tongxiu/working-days';
import { PublicRecords } from '../../../app/public-records.js';
import { PublicityPeriods } from '../../../app/publicity-periods.js';
import { OwnRecordsRequest } from './public-records.requests.js';
import { ownRecord } from './record-answers.js';

@ApiTags('subjects')
@ApiBearerAuth()
@Controller('subjects')
export class SubjectsController {
  constructor(
    private readonly records: PublicRecords,
    private readonly periods: PublicityPeriods,
    private readonly clock: Clock,
  ) {}

  @Get(':creditCode/records')
  @Allow('applicant', 'portal', 'operator')
  @ApiOperation({
    summary: 'The whole credit record of one company, for the company itself',
    description:
      'The right to know (J-038, J-039): every record with its state, periods, the day from which it may be repaired, by what it ended, and the annotation of a repair (J-030).',
  })
  @ApiOkResponse({
    description:
      '`{ creditCode, records: [{ recordKey, state, publicity, severity, record, repairableFrom | ended, annotation? }], next? }`',
  })
  @ApiForbiddenResponse({ description: 'An applicant may see its own company only.' })
  async page(
    @Param('creditCode') creditCode: string,
    @Query() { after, limit }: OwnRecordsRequest,
    @FromCaller() caller: Caller,
  ): Promise<Record<string, unknown>> {
    if (!creditCodePattern.test(creditCode)) throw malformed();
    if (caller.role === 'applicant' && caller.creditCode !== creditCode) throw notYours();
    const found = await this.records.of(creditCode, after, limit + 1);
    const today = localDate(this.clock.now());
    const records = found.slice(0, limit);
    const last = records.at(-1);
    const answer = {
      creditCode,
      records: records.map((known) =>
        ownRecord(known, known.state === 'shown' ? this.periods.of(known.record, today).period.repairableFrom : null),
      ),
    };
    return found.length > limit && last !== undefined ? { ...answer, next: last.recordKey } : answer;
  }
}

const malformed = (): Problem => {
  const message = { zh: '统一社会信用代码应为18位', en: 'A unified social credit code has 18 characters' };
  return new Problem(400, 'malformed-request', message, [{ field: 'creditCode', message }]);
};

const notYours = (): Problem => {
  const message = { zh: '只能查阅本单位的信用记录', en: 'You may see the credit record of your own company only' };
  return new Problem(403, 'not-your-company', message, [{ field: 'creditCode', rule: 'J-038', clause: clauseOf('J-038').clause, message }]);
};
