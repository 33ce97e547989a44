import { Controller, Get, Header, Logger, Query, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Allow, FromCaller, type Caller } from '@tongxiu/access';
import { Clock } from '@tongxiu/hosting';
import { malformedRequest, Problem } from '@tongxiu/problems';
import { addDays, localDate, startOfDay } from '@tongxiu/working-days';
import { PassThrough } from 'node:stream';
import { ReadArchive, type ArchiveQuestion } from '../../app/read-archive.js';
import { writeArchive } from '../xlsx/archive-workbook.js';
import { ArchivePageQuery, ArchiveQuery } from './archive.requests.js';
import { fileBody } from './file-body.js';
import { placeOf, readPlace } from './page-place.js';
import { organRead } from './reviewer.js';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The archive (台账) of repairs (J-037): one entry a case, whatever became of it. */
@ApiTags('archive')
@ApiBearerAuth()
@Controller()
export class ArchiveController {
  private readonly logger = new Logger(ArchiveController.name);

  constructor(
    private readonly archive: ReadArchive,
    private readonly clock: Clock,
  ) {}

  @Get('archive')
  @Allow('reviewer', 'operator')
  @ApiOperation({
    summary: 'Archive · 信用修复台账',
    description:
      'Cases by day of submission with every step, limit, breach, decision and reason; of the own organ, an operator of any (J-037).',
  })
  @ApiOkResponse({ description: '`items`, and `next` while there are more' })
  async page(@Query() query: ArchivePageQuery, @FromCaller() caller: Caller): Promise<{ items: readonly object[]; next?: string }> {
    const [submittedAt, caseId] = query.after === undefined ? [] : readPlace(query.after, ['instant', 'id']);
    const after = submittedAt === undefined || caseId === undefined ? undefined : { submittedAt, caseId };
    const files = await this.archive.page(questionOf(query, caller), after, query.limit);
    const [items, last] = [files.map(fileBody), files.at(-1)?.file];
    return last === undefined || files.length < query.limit ? { items } : { items, next: placeOf(last.submittedAt, last.caseId) };
  }

  @Get('archive.xlsx')
  @Allow('reviewer', 'operator')
  @ApiOperation({
    summary: 'Archive as a workbook · 台账导出',
    description: 'The same as a sheet with one row a case, of any size (J-037).',
  })
  @ApiProduces(xlsx)
  @Header('cache-control', 'private, no-store')
  workbook(@Query() query: ArchiveQuery, @FromCaller() caller: Caller): StreamableFile {
    const out = new PassThrough();
    writeArchive(this.archive.pages(questionOf(query, caller)), out).catch((cause: unknown) => {
      this.logger.error(cause);
      // A file cut short must not look whole: the connection breaks instead.
      out.destroy(cause instanceof Error ? cause : new Error(String(cause)));
    });
    const name = `credit-repair-archive-${localDate(this.clock.now())}.xlsx`;
    return new StreamableFile(out, { type: xlsx, disposition: `attachment; filename="${name}"` });
  }
}

function questionOf({ from, to, kind, organ }: ArchiveQuery, caller: Caller): ArchiveQuestion {
  if (from !== undefined && to !== undefined && to < from) {
    throw malformedRequest([{ field: 'to', message: { zh: '不能早于起始日期', en: 'must not be before `from`' } }]);
  }
  const own = organRead(caller);
  if (own !== undefined && organ !== undefined && organ !== own) {
    const message = { zh: '只能查阅本单位的台账。', en: 'You may read the archive of your own organ only.' };
    throw new Problem(403, 'not-your-archive', message, [{ field: 'organ', message }]);
  }
  return {
    from: from === undefined ? undefined : startOfDay(from),
    before: to === undefined ? undefined : startOfDay(addDays(to, 1)),
    kind,
    organCode: own ?? organ,
  };
}
