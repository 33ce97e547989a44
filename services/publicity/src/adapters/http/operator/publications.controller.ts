import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '@tongxiu/access';
import { DesiredStates, type DesiredState, type KeptRefusal, type KeptRepair, type PublicationFile } from '../../../app/desired-states.js';
import { unknownRecord } from '../public/search-refusals.js';
import { PageRequest, RefusalsRequest } from './publications.requests.js';
import { refusalWording } from './refusal-wording.js';

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
  async file(
    @Param('recordKey') recordKey: string,
  ): Promise<Omit<PublicationFile, 'refusals'> & { refusals: readonly ExplainedRefusal[] }> {
    const file = await this.states.file(recordKey);
    if (file === undefined) throw unknownRecord();
    return { ...file, refusals: file.refusals.map(explained) };
  }

  @Get('early-repairs')
  @ApiOperation({ summary: 'Approved repairs that wait for the listing they are about, oldest first' })
  @ApiOkResponse({ description: '`{ earlyRepairs: [{ recordKey, recordRevision, caseId, keptAt, … }] }`' })
  async early(@Query() { limit }: PageRequest): Promise<{ earlyRepairs: readonly KeptRepair[] }> {
    return { earlyRepairs: await this.states.earlyRepairs(limit) };
  }

  @Get('refusals')
  @ApiOperation({ summary: 'Events that changed nothing, with the reason' })
  @ApiOkResponse({ description: '`{ refusals: [{ eventId, recordKey, what, revision, state, reason, message, refusedAt }], next? }`' })
  async refusals(@Query() { after, limit }: RefusalsRequest): Promise<{ refusals: readonly ExplainedRefusal[]; next?: string }> {
    const refusals = await this.states.refusals(after, limit);
    const last = refusals.at(-1);
    const answer = { refusals: refusals.map(explained) };
    return refusals.length === limit && last !== undefined ? { ...answer, next: last.eventId } : answer;
  }
}

interface ExplainedRefusal extends KeptRefusal {
  readonly message: { readonly zh: string; readonly en: string };
}

const explained = (refusal: KeptRefusal): ExplainedRefusal => ({ ...refusal, message: refusalWording[refusal.reason] });
