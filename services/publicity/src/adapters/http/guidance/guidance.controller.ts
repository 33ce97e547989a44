import { Controller, Get, Header, Param, Query, UseGuards } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Public } from '@tongxiu/access';
import { recordKinds, type RecordKind } from '@tongxiu/contracts';
import { Clock } from '@tongxiu/hosting';
import { Problem } from '@tongxiu/problems';
import { clauseOf } from '@tongxiu/rulebook';
import { localDate } from '@tongxiu/working-days';
import { Guidance, ListRegimes, type KindGuidance, type ListGuidance } from '../../../app/guidance.js';
import { PublicRateGuard } from '../public/public-rate.guard.js';
import { guidancePage } from './guidance-page.js';
import { GuidancePageRequest, GuidanceRequest } from './guidance.requests.js';

@ApiTags('public')
@Controller()
@UseGuards(PublicRateGuard)
@Public()
export class GuidanceController {
  constructor(
    private readonly guidance: Guidance,
    private readonly regimes: ListRegimes,
    private readonly clock: Clock,
  ) {}

  @Get('guidance')
  @ApiOperation({
    summary: 'The guidance column: how each kind of record is repaired',
    description:
      'Policy basis, accepting unit, channel, conditions, materials and limits, each with its clause (H-039, H-040, H-041, J-039, J-040).',
  })
  @ApiOkResponse({
    description:
      '`{ on, kinds: [{ kind, name, rulebook, policyBasis, routes, goodToKnow }], lists: [{ listId, name, units, active, regime }] }`',
  })
  async all(): Promise<Record<string, unknown>> {
    const { on, kinds, lists } = await this.column();
    return { on, kinds, lists };
  }

  @Get('guidance.html')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header(
    'content-security-policy',
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  )
  @Header('x-content-type-options', 'nosniff')
  @ApiOperation({
    summary: 'The guidance column as a page for people',
    description: 'For portals and service windows (H-041, J-051), in Chinese and English.',
  })
  @ApiProduces('text/html')
  async page(@Query() { lang }: GuidancePageRequest): Promise<string> {
    return guidancePage(await this.column(), lang);
  }

  @Get('guidance/:kind')
  @ApiOperation({
    summary: 'How one kind of record, or one severe list, is repaired',
    description: 'Severe lists are removed under the regime their department states (H-036, H-063, H-079).',
  })
  @ApiOkResponse({ description: 'The entry of the kind; for `severeList` with `lists`, or with `list` where `listId` is given.' })
  @ApiNotFoundResponse({ description: 'No such kind or list.' })
  async one(@Param('kind') kind: string, @Query() { listId }: GuidanceRequest): Promise<Record<string, unknown>> {
    const known = recordKinds.find((one) => one === kind);
    if (known === undefined) throw unknown('kind', 'H-008', { zh: '没有这一类失信信息', en: 'There is no such kind of record' });
    const entry = this.guidance.of(known, localDate(this.clock.now()));
    if (known !== 'severeList') {
      if (listId !== undefined) throw notAList(known);
      return { ...entry };
    }
    const lists = this.guidance.lists(await this.regimes.all());
    if (listId === undefined) return { ...entry, lists };
    const list = lists.find((one) => one.listId === listId);
    if (list === undefined) throw unknown('listId', 'H-061', { zh: '附件2、附件3中没有该名单', en: 'Neither annex has such a list' });
    return { ...entry, list };
  }

  private async column(): Promise<{ on: string; kinds: readonly KindGuidance[]; lists: readonly ListGuidance[] }> {
    const on = localDate(this.clock.now());
    return { on, kinds: recordKinds.map((kind) => this.guidance.of(kind, on)), lists: this.guidance.lists(await this.regimes.all()) };
  }
}

const unknown = (field: string, rule: string, message: { zh: string; en: string }): Problem =>
  new Problem(404, 'unknown-guidance', message, [{ field, rule, clause: clauseOf(rule).clause, message }]);

const notAList = (kind: RecordKind): Problem => {
  const message = { zh: `${kind}没有名单编号`, en: `${kind} has no lists` };
  return new Problem(400, 'malformed-request', message, [{ field: 'listId', message }]);
};
