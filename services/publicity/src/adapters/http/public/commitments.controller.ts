import { Controller, Get, Query, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags, ApiTooManyRequestsResponse } from '@nestjs/swagger';
import { Public } from '@tongxiu/access';
import { AppliedCases, type Commitment } from '../../../app/applied-cases.js';
import { PublicRateGuard } from './public-rate.guard.js';
import { CommitmentsRequest } from './public-records.requests.js';
import { publicly } from './search-refusals.js';

/** The three things the notice of Jiangsu asks a commitment to say (J-044). */
const text = {
  zh: '积极整改失信行为，在今后的生产经营生活中履约守信，违背承诺自愿承担相关责任。',
  en: 'To set right what was done, to keep faith in future business, and to bear the consequences of breaking this commitment.',
};

const revokedNote = {
  zh: '因提交的材料不实，该次修复已被撤销，本承诺不再作为守信依据。',
  en: 'The repair was revoked because its materials proved false; the commitment no longer counts.',
};

@ApiTags('public')
@Controller('commitments')
@UseGuards(PublicRateGuard)
export class CommitmentsController {
  constructor(private readonly cases: AppliedCases) {}

  @Get()
  @Public()
  @ApiOperation({
    summary: 'Credit commitments applicants made in public, newest first',
    description:
      'Published once the application is accepted, with the applicant’s consent (J-012, J-045); marked where the repair was revoked.',
  })
  @ApiOkResponse({
    description: '`{ commitments: [{ caseId, recordKey, subjectName, creditCode, text, madeAt, publishedAt, state, note? }], next? }`',
  })
  @ApiTooManyRequestsResponse({ description: 'Too many searches from this address; see `Retry-After`.' })
  async page(@Query() { name, creditCode, after, limit }: CommitmentsRequest): Promise<Record<string, unknown>> {
    const found = await publicly(this.cases.commitments({ name, creditCode, after, limit: limit + 1 }));
    const commitments = found.slice(0, limit);
    const last = commitments.at(-1);
    const answer = { commitments: commitments.map(published) };
    return found.length > limit && last !== undefined ? { ...answer, next: last.caseId } : answer;
  }
}

const published = ({ revokedAt, revokedWhy, ...commitment }: Commitment): Record<string, unknown> => ({
  ...commitment,
  text,
  state: revokedAt === null ? 'published' : 'withdrawn',
  ...(revokedAt === null ? {} : { note: { at: revokedAt, message: revokedNote, reasons: revokedWhy ?? [] } }),
});
