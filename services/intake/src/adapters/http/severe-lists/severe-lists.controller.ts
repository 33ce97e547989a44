import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { clauseReason, organMayList, severeListById, severeLists } from '@tongxiu/rulebook';
import { Allow, FromCaller, Public, type Caller } from '@tongxiu/access';
import { Clock } from '@tongxiu/hosting';
import { Problem } from '@tongxiu/problems';
import { KeepRegimes } from '../../../app/keep-regimes.js';
import { SqlRegimePages } from '../../postgres/list-regimes.sql-store.js';
import { SqlSevereLists } from '../../postgres/severe-lists.sql-store.js';
import { notFound, organOf } from '../refusals.js';
import { ActivationRequest, RegimeRequest } from './severe-lists.requests.js';

@ApiTags('severe lists')
@Controller('severe-lists')
export class SevereListsController {
  constructor(
    private readonly lists: SqlSevereLists,
    private readonly pages: SqlRegimePages,
    private readonly keepRegimes: KeepRegimes,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Public()
  @ApiOperation({
    summary: 'The severe lists of the annexes with their regimes, and whether sharing has started · 严重失信主体名单、管理制度及启动情况',
    description:
      'Annex 2 lists are shared from the start (H-065); those of Annex 3 once their department is ready (H-068). Conditions, procedure and materials of removal are the department’s own (H-063, H-079).',
  })
  async all() {
    const activation = new Map((await this.lists.all()).map((list) => [list.listId, list]));
    const regimes = await this.pages.all();
    return {
      lists: severeLists.map(({ id, name, units, basis }) => {
        const { active = false, changedAt } = activation.get(id) ?? {};
        const page = regimes.get(id);
        return { listId: id, name, units, basis, active, changedAt, ...(page && { regime: page.regime, regimeChangedAt: page.changedAt }) };
      }),
    };
  }

  @Put(':listId/activation')
  @Allow('operator')
  @ApiBearerAuth()
  @ApiOperation({
    summary: 'Start or stop taking entries of a list · 启动或停止名单共享',
    description: 'H-068. Entries that are there can be removed either way.',
  })
  async activate(@Param('listId') listId: string, @Body() { active }: ActivationRequest, @FromCaller() caller: Caller) {
    const kept = await this.keepRegimes.setActive(listId, active, caller.subject, this.clock.now());
    if (kept === undefined) throw noSuchList();
    return { listId, active };
  }

  @Put(':listId/regime')
  @Allow('department')
  @ApiBearerAuth()
  @ApiOperation({
    summary: 'Set down conditions, procedure and materials of removal · 公布名单的移出条件、程序和材料',
    description:
      'By a department that designates the list (H-061, H-063, H-077, H-079). Applications are checked against it (H-036, H-064).',
  })
  async setRegime(@Param('listId') listId: string, @Body() body: RegimeRequest, @FromCaller() caller: Caller) {
    const organ = organOf(caller);
    if (severeListById(listId) === undefined) throw noSuchList();
    if (!organMayList(listId, organ.name)) throw notYourList();
    const { removalConditions, procedure, materials, minimumMonths } = body;
    const [conditions, steps] = [plain(removalConditions), plain(procedure)];
    const regime = {
      removalConditions: conditions,
      procedure: steps,
      materials,
      ...(minimumMonths === undefined ? {} : { minimumMonths }),
    };
    const kept = await this.keepRegimes.setRegime(listId, regime, caller.subject, this.clock.now());
    if (kept === undefined) throw noSuchList();
    return { listId, active: kept.active, ...regime };
  }
}

const plain = ({ zh, en }: { readonly zh: string; readonly en: string }) => ({ zh: zh.trim(), en: en.trim() });

const noSuchList = (): Problem => notFound({ zh: '没有这个名单', en: 'There is no such list' });

const notYourList = (): Problem => {
  const message = { zh: '本单位不是该名单的认定部门', en: 'Your organ does not designate this list' };
  return new Problem(403, 'not-your-list', message, [{ field: 'listId', ...clauseReason('H-063'), message }]);
};
