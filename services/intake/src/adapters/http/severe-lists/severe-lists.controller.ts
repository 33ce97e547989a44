import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { severeLists } from '@tongxiu/rulebook';
import { Allow, FromCaller, Public, type Caller } from '@tongxiu/access';
import { SqlSevereLists } from '../../postgres/severe-lists.sql-store.js';
import { notFound } from '../refusals.js';
import { ActivationRequest } from './severe-lists.requests.js';

@ApiTags('severe lists')
@Controller('severe-lists')
export class SevereListsController {
  constructor(private readonly lists: SqlSevereLists) {}

  @Get()
  @Public()
  @ApiOperation({
    summary: 'The severe lists of the annexes, and whether sharing has started · 严重失信主体名单及启动情况',
    description: 'Annex 2 lists are shared from the start (H-065); those of Annex 3 once their department is ready (H-068).',
  })
  async all() {
    const activation = new Map((await this.lists.all()).map((list) => [list.listId, list]));
    return {
      lists: severeLists.map(({ id, name, units, basis }) => {
        return { listId: id, name, units, basis, active: activation.get(id)?.active ?? false, changedAt: activation.get(id)?.changedAt };
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
    if (!severeLists.some((list) => list.id === listId)) throw notFound({ zh: '没有这个名单', en: 'There is no such list' });
    await this.lists.activate(listId, active, caller.subject);
    return { listId, active };
  }
}
