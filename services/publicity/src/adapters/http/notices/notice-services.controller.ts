import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, FromCaller, type Caller } from '@tongxiu/access';
import { Notices } from '../../../app/notices.js';
import { ownOrgan } from './notice-refusals.js';
import { NoticeServicesRequest } from './notices.requests.js';

@ApiTags('notices')
@ApiBearerAuth()
@Controller('notice-services')
export class NoticeServicesController {
  constructor(private readonly notices: Notices) {}

  @Get()
  @Allow('department', 'operator')
  @ApiOperation({
    summary: 'How far notices were served, and which penalties still lack one',
    description:
      'Per organ, because whoever penalises notifies (H-048, H-049). The operator may leave the organ out and sees the coverage of all.',
  })
  @ApiOkResponse({
    description: '`{ coverage: [{ organCode, organName, required, served, together }], missing: [{ recordKey, … }], next? }`',
  })
  async page(@Query() { organ, after, limit }: NoticeServicesRequest, @FromCaller() caller: Caller): Promise<Record<string, unknown>> {
    const organCode = organ ?? caller.organ?.code;
    if (organCode === undefined) return { coverage: await this.notices.coverage(undefined), missing: [] };
    ownOrgan(caller, organCode, 'organ');
    const [coverage, found] = await Promise.all([this.notices.coverage(organCode), this.notices.unserved(organCode, after, limit + 1)]);
    const missing = found.slice(0, limit);
    const last = missing.at(-1);
    return found.length > limit && last !== undefined ? { coverage, missing, next: last.recordKey } : { coverage, missing };
  }
}
