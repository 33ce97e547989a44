import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBadGatewayResponse,
  ApiBearerAuth,
  ApiConflictResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Allow } from '@tongxiu/access';
import { Problem } from '@tongxiu/problems';
import { Oversight, type EffectView, type LaneView, type SiteFigures } from '../../app/oversee.js';
import type { Reconciliation } from '../../app/reconcile.js';
import { SyncEngine } from '../../app/sync-engine.js';
import { EffectsRequest, FiguresRequest, ReconcileRequest, RetryEffectRequest } from './requests.js';

@ApiTags('sites')
@ApiBearerAuth()
@Controller()
@Allow('operator')
export class OversightController {
  constructor(
    private readonly oversight: Oversight,
    private readonly engine: SyncEngine,
  ) {}

  @Get('sites')
  @ApiOperation({ summary: 'How the lane of each site is doing: what is open, the oldest due time, the circuit breaker' })
  @ApiOkResponse({ description: '`{ sites: [{ id, tier, breaker, open, parked, oldestDueAt, notYetReadBack, … }] }`' })
  async sites(): Promise<{ sites: readonly LaneView[] }> {
    return { sites: await this.oversight.lanes() };
  }

  @Post('sites/reconcile')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Compare everything a site holds with what it was seen to show, and send again what it lost',
    description:
      'Digests of the two books are compared, and only where they differ is the site asked record by record. The current version is sent again through the lane; what is newer at the site is never overwritten. Once the lane has finished, asking again finds nothing. The platform does this by itself every six hours.',
  })
  @ApiOkResponse({ description: '`{ site, records, differingBuckets, sentAgain, ahead: [recordKey], beyondOurs }`' })
  @ApiNotFoundResponse({ description: 'No such site is configured.' })
  @ApiBadGatewayResponse({ description: 'The site could not be asked.' })
  async reconcile(@Body() { site }: ReconcileRequest): Promise<Reconciliation & { readonly site: string }> {
    const reconciled = await this.engine.reconcile(site);
    if (reconciled === undefined) throw unknownSite();
    if (reconciled.kind !== 'compared') throw notAsked(reconciled.why);
    return { site, ...reconciled.result };
  }

  @Get('effects')
  @ApiOperation({ summary: 'Changes in one state on one site, in the order they were taken in' })
  @ApiOkResponse({ description: '`{ effects: [{ changeId, recordKey, version, state, attempts, code, note, … }], next? }`' })
  async effects(@Query() { site, state, after, limit }: EffectsRequest): Promise<{ effects: readonly EffectView[]; next?: number }> {
    const effects = await this.oversight.effects({ site, state, after, limit });
    const last = effects.at(-1);
    return effects.length === limit && last !== undefined ? { effects, next: last.changeId } : { effects };
  }

  @Post('effects/retry')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Try a parked or waiting change again now',
    description: 'Nothing is sent that a newer version has overtaken. A site that already holds the change answers with its first receipt.',
  })
  @ApiAcceptedResponse({ description: '`{ site, recordKey, version, state: "due" }`' })
  @ApiNotFoundResponse({ description: 'No such version, or the site does not show this kind of record.' })
  @ApiConflictResponse({ description: 'The change is neither parked nor waiting to be tried again.' })
  async retry(@Body() { site, recordKey, version }: RetryEffectRequest): Promise<Record<string, unknown>> {
    const retry = await this.oversight.retry(site, recordKey, version);
    if (retry === 'unknown') throw unknownEffect();
    if (retry === 'not-open') throw notOpen();
    this.engine.wake(site);
    return { site, recordKey, version, state: 'due' };
  }

  @Get('figures')
  @ApiOperation({ summary: 'Counts by state per site, and how long the last repairs took from approval to applied, by the sites’ clocks' })
  @ApiOkResponse({ description: '`{ sites: [{ site, tier, states, late, approvedToAppliedMs: { p50, p99, repairs } }] }`' })
  async figures(@Query() { last }: FiguresRequest): Promise<{ sites: readonly SiteFigures[] }> {
    return { sites: await this.oversight.figures(last) };
  }
}

const unknownSite = (): Problem => {
  const message = { zh: '没有配置这个网站', en: 'No such site is configured' };
  return new Problem(404, 'unknown-site', message, [{ field: 'site', message }]);
};

const notAsked = (why: string): Problem => {
  const message = { zh: `无法向该网站查询其持有的记录：${why}`, en: `The site could not be asked what it holds: ${why}` };
  return new Problem(502, 'site-not-asked', message, [{ field: 'site', message }]);
};

const unknownEffect = (): Problem => {
  const message = { zh: '该网站没有这条记录的这一版本', en: 'This site has no such version of this record' };
  return new Problem(404, 'unknown-effect', message, [{ field: 'recordKey', message }]);
};

const notOpen = (): Problem => {
  const message = {
    zh: '该变更未被搁置，也不在等待重试，无需再次发送',
    en: 'The change is neither parked nor waiting to be tried again; there is nothing to send',
  };
  return new Problem(409, 'not-open', message, [{ field: 'version', message }]);
};
