import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiConflictResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, FromCaller, type Caller } from '@tongxiu/access';
import { Clock } from '@tongxiu/hosting';
import { Problem } from '@tongxiu/problems';
import { Conflicts, type ParkedConflict } from '../../../app/conflicts.js';
import { SettleConflict } from '../../../app/settle-conflict.js';
import type { ConflictReason } from '../../../domain/recognition.js';
import { ConflictsRequest, ResolutionRequest } from './conflicts.requests.js';

const clause = '五(二)';

const wording: Readonly<Record<ConflictReason, { readonly zh: string; readonly en: string }>> = {
  newerListing: {
    zh: '对方结果针对较早的列入，我方已有新的列入',
    en: 'Theirs is about an earlier listing; the record was listed anew since',
  },
  endedAnotherWay: { zh: '该记录在我方已以其他方式结束公示', en: 'Here, display had ended in another way' },
  recognitionsDiffer: { zh: '同一列入先后收到不一致的互认结果', en: 'Another outcome was told about the same listing, and it differs' },
  ownRefusal: { zh: '我方已对同一列入作出不予修复或撤销修复的决定', en: 'A repair of the same listing was refused or revoked here' },
};

@ApiTags('mutual recognition')
@ApiBearerAuth()
@Controller('conflicts')
@Allow('operator')
export class ConflictsController {
  constructor(
    private readonly conflicts: Conflicts,
    private readonly settleConflict: SettleConflict,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Outcomes of other sites that contradict what is known here, oldest first',
    description: 'Both sides are shown; until somebody settles it, ours stands (H-044).',
  })
  @ApiOkResponse({
    description: '`{ conflicts: [{ conflictId, recordKey, reasons: [{ reason, message }], ours, theirs, resolution }], next? }`',
  })
  async page(@Query() wanted: ConflictsRequest): Promise<Record<string, unknown>> {
    const conflicts = await this.conflicts.page(wanted);
    const last = conflicts.at(-1);
    const answer = { conflicts: conflicts.map(explained) };
    return conflicts.length === wanted.limit && last !== undefined ? { ...answer, next: last.conflictId } : answer;
  }

  @Post(':conflictId/resolution')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Settle a conflict',
    description: 'Where the side kept is not the one in force, the record moves and every site is told (H-044).',
  })
  @ApiOkResponse({ description: '`{ conflictId, kept, recordKey, version, state }`' })
  @ApiNotFoundResponse({ description: 'No such conflict.' })
  @ApiConflictResponse({ description: 'Settled before, or the record has moved since it was read.' })
  async settle(
    @Param('conflictId', new ParseUUIDPipe({ exceptionFactory: () => unknown() })) conflictId: string,
    @Body() { keep, reason, version }: ResolutionRequest,
    @FromCaller() { subject }: Caller,
  ): Promise<Record<string, unknown>> {
    const settled = await this.settleConflict.run({ conflictId, keep, reason, version, by: subject }, this.clock.now());
    switch (settled.kind) {
      case 'unknown':
        throw unknown();
      case 'settledBefore':
        throw new Problem(409, 'conflict-settled', { zh: '该冲突已经处理', en: 'The conflict was settled before' });
      case 'movedOn':
        throw movedOn(settled.version);
      case 'settled':
        return { conflictId, kept: keep, recordKey: settled.recordKey, version: settled.version, state: settled.state };
    }
  }
}

const explained = ({ reasons, ...conflict }: ParkedConflict): Record<string, unknown> => ({
  ...conflict,
  reasons: reasons.map((reason) => ({ reason, rule: 'H-044', clause, message: wording[reason] })),
});

const unknown = (): Problem => new Problem(404, 'unknown-conflict', { zh: '没有这项冲突', en: 'There is no such conflict' });

const movedOn = (version: number): Problem => {
  const message = {
    zh: `该记录已变更为第${version}版，请重新核对双方情况`,
    en: `The record has moved to version ${version}; read both sides again`,
  };
  return new Problem(409, 'record-moved-on', message, [{ field: 'version', message }]);
};
