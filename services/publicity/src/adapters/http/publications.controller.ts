import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '@tongxiu/access';
import { DesiredStates, type DesiredState, type KeptRepair, type PublicationFile } from '../../app/desired-states.js';
import { unknownRecord } from './public-records.controller.js';
import { PageRequest } from './publications.requests.js';

@ApiTags('publications')
@ApiBearerAuth()
@Controller()
@Allow('operator')
export class PublicationsController {
  constructor(private readonly states: DesiredStates) {}

  @Get('publications')
  @ApiOperation({ summary: 'Desired state of every record, in key order, for reconciliation' })
  @ApiOkResponse({ description: '`{ publications: [{ recordKey, version, state }], next? }`' })
  async page(@Query() { after, limit }: PageRequest): Promise<{ publications: readonly DesiredState[]; next?: string }> {
    const publications = await this.states.page(after, limit);
    const last = publications.at(-1);
    return publications.length === limit && last !== undefined ? { publications, next: last.recordKey } : { publications };
  }

  @Get('publications/:recordKey')
  @ApiOperation({
    summary: 'Every version of one record with the decision behind it',
    description: 'Also the events that changed nothing, with the reason, and repairs that wait for their listing.',
  })
  @ApiOkResponse({ description: '`{ recordKey, version, state, versions, refusals, earlyRepairs, … }`' })
  async file(@Param('recordKey') recordKey: string): Promise<PublicationFile> {
    const file = await this.states.file(recordKey);
    if (file === undefined) throw unknownRecord();
    return file;
  }

  @Get('early-repairs')
  @ApiOperation({ summary: 'Approved repairs that wait for the listing they are about, oldest first' })
  @ApiOkResponse({ description: '`{ earlyRepairs: [{ recordKey, recordRevision, caseId, keptAt, … }] }`' })
  async early(@Query() { limit }: PageRequest): Promise<{ earlyRepairs: readonly KeptRepair[] }> {
    return { earlyRepairs: await this.states.earlyRepairs(limit) };
  }
}
