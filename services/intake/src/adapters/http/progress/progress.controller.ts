import { Controller, Get, Header, Ip, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '@tongxiu/access';
import { Clock, networkOf } from '@tongxiu/hosting';
import { foldQueryCode, queryCodePattern } from '../../identifiers.js';
import { SqlCaseFiles } from '../../postgres/cases/case-files.sql-reader.js';
import { GuessLimit } from './guess-limit.js';
import { progressPage } from './progress-page.js';
import { notFound } from '../refusals.js';

/** Whoever holds the query code may see how far the case has come, and nothing that is not public of the record anyway. */
@ApiTags('progress')
@Controller('progress')
export class ProgressController {
  constructor(
    private readonly caseFiles: SqlCaseFiles,
    private readonly limit: GuessLimit,
    private readonly clock: Clock,
  ) {}

  @Get(':queryCode')
  @Public()
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'How far an application has come · 办理进度查询',
    description: 'H-034: acceptance, review and result by query code.',
  })
  async progress(@Param('queryCode') typed: string, @Ip() ip: string) {
    const address = networkOf(ip);
    const nowMs = Date.parse(this.clock.now());
    this.limit.ask(address, nowMs);
    const queryCode = foldQueryCode(typed);
    // A code of the wrong form is looked up all the same, so that its answer takes no less time than that of a wrong one.
    const found = await this.caseFiles.byQueryCode(queryCodePattern.test(queryCode) ? queryCode : 'none');
    if (found === undefined) {
      this.limit.wasWrong(address, nowMs);
      throw notFound({ zh: '查询码不存在，请核对', en: 'No application has this query code' });
    }
    const { kind, organName, documentNo, decidedOn, subjectName } = found.record;
    return { record: { kind, subjectName, organName, documentNo, decidedOn }, channel: found.channel, ...progressPage(found) };
  }
}
