import { Controller, Get, Param, Query, UseGuards } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags, ApiTooManyRequestsResponse } from '@nestjs/swagger';
import { Public } from '@tongxiu/access';
import { PublicRecords } from '../../../app/public-records.js';
import { PublicityConfig } from '../../../config.js';
import { PublicRateGuard } from './public-rate.guard.js';
import { SearchRecordsRequest } from './public-records.requests.js';
import { publicly, unknownRecord } from './search-refusals.js';
import { foundRecord, recordPage, type FoundRecord } from './record-answers.js';

@ApiTags('public')
@Controller('records')
@UseGuards(PublicRateGuard)
export class PublicRecordsController {
  constructor(
    private readonly records: PublicRecords,
    private readonly config: PublicityConfig,
  ) {}

  @Get()
  @Public()
  @ApiOperation({
    summary: 'Find published records by part of a name or by credit code',
    description: 'Only what is shown now is found (H-008). Pages follow each other by `next`.',
  })
  @ApiOkResponse({ description: '`{ records: [{ recordKey, version, shownSince, publicity, record }], next? }`' })
  @ApiTooManyRequestsResponse({ description: 'Too many searches from this address; see `Retry-After`.' })
  async search(
    @Query() { name, creditCode, kind, after, limit }: SearchRecordsRequest,
  ): Promise<{ records: FoundRecord[]; next?: string }> {
    const found = await publicly(this.records.search({ name, creditCode, kind, after, limit: limit + 1 }));
    const records = found.slice(0, limit).map(foundRecord);
    const last = records.at(-1);
    return found.length > limit && last !== undefined ? { records, next: last.recordKey } : { records };
  }

  @Get(':recordKey')
  @Public()
  @ApiOperation({
    summary: 'What is published of one record, and if it ended, why',
    description:
      'State, since when, last days of the minimum and maximum period (H-012 to H-016), and the sites that are to show it or to have stopped.',
  })
  @ApiOkResponse({
    description:
      '`{ recordKey, kind, version, state, since, publicity, sites, record }`, or `ended` and `stoppedOn` instead of `record` and `sites`',
  })
  @ApiNotFoundResponse({ description: 'No such record was ever published.' })
  async one(@Param('recordKey') recordKey: string): Promise<Record<string, unknown>> {
    const known = await this.records.find(recordKey);
    if (known === undefined) throw unknownRecord();
    return recordPage(known, this.config.sites);
  }
}
