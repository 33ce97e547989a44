import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, FromCaller, type Caller } from '@tongxiu/access';
import { Clock } from '@tongxiu/hosting';
import { idPipe, Problem, type Bilingual } from '@tongxiu/problems';
import { ObjectToRefusal } from '../../../app/cases/object-to-refusal.js';
import { WithdrawApplication } from '../../../app/cases/withdraw-application.js';
import { acceptingOrgan } from '../../../domain/repair/accepting-unit.js';
import type { ObjectionRefusal } from '../../../domain/cases/objection-rules.js';
import { stageNames } from '../../../domain/cases/stage-names.js';
import { IntakeConfig } from '../../../intake.config.js';
import { SqlObjectionPages } from '../../postgres/cases/objections.sql-store.js';
import { caseIdPipe } from '../path-parameters.js';
import { actsFor, applicationRefused, noSuchCase, notFound, organOf } from '../refusals.js';
import { ObjectionRequest } from './cases.requests.js';

/** What an applicant may still do once it has applied. */
@ApiTags('applications')
@ApiBearerAuth()
@Controller()
export class CaseMovesController {
  constructor(
    private readonly withdrawApplication: WithdrawApplication,
    private readonly objectToRefusal: ObjectToRefusal,
    private readonly objections: SqlObjectionPages,
    private readonly config: IntakeConfig,
    private readonly clock: Clock,
  ) {}

  @Post('applications/:caseId/withdrawal')
  @HttpCode(202)
  @Allow('applicant', 'portal')
  @ApiOperation({
    summary: 'Withdraw an application that is not decided yet · 撤回申请',
    description:
      'Review grants it while nothing is decided; the progress page says whether it did. The listing is then free for another application.',
  })
  async withdraw(@Param('caseId', caseIdPipe) caseId: string, @FromCaller() caller: Caller) {
    const result = await this.withdrawApplication.run(caseId, { subject: caller.subject, actsFor: actsFor(caller) }, this.clock.now());
    switch (result.kind) {
      case 'requested':
        return { caseId, requestedAt: result.requestedAt };
      case 'unknown-case':
        throw noSuchCase();
      case 'too-late': {
        const { zh, en } = stageNames[result.stage];
        const message = { zh: `目前环节：${zh}`, en: `The case stands at: ${en}` };
        throw new Problem(
          409,
          'too-late-to-withdraw',
          { zh: '申请已办结，不能撤回', en: 'The application is decided and cannot be withdrawn' },
          [{ field: 'caseId', message }],
        );
      }
    }
  }

  @Post('applications/:caseId/objection')
  @Allow('applicant', 'portal')
  @ApiOperation({
    summary: 'Object to a refusal · 对不予修复的决定提出异议',
    description: 'J-041: once per refusal, without a limit in time. It is verified and handled within 5 working days (J-042).',
  })
  async object(@Param('caseId', caseIdPipe) caseId: string, @Body() body: ObjectionRequest, @FromCaller() caller: Caller) {
    const submitter = { subject: caller.subject, actsFor: actsFor(caller) };
    const claim = { grounds: body.grounds, materials: body.materials ?? [], phone: body.phone };
    const result = await this.objectToRefusal.run(caseId, claim, submitter, this.clock.now());
    switch (result.kind) {
      case 'filed': {
        const { objectionId, filedAt, answerBy } = result.objection;
        return { objectionId, caseId, filedAt, answerBy };
      }
      case 'unknown-case':
        throw noSuchCase();
      case 'not-usable':
        throw applicationRefused('not-possible', result.faults);
      case 'not-possible':
        throw new Problem(409, result.why, objectionRefusals[result.why], result.faults);
    }
  }

  @Get('objections/:objectionId')
  @Allow('reviewer', 'operator', 'applicant', 'portal')
  @ApiOperation({
    summary: 'An objection with its grounds · 查看异议',
    description: 'For reviewers of the unit that accepts the case (J-041, J-042), and for whoever filed it.',
  })
  async read(@Param('objectionId', idPipe('objectionId')) objectionId: string, @FromCaller() caller: Caller) {
    const page = await this.objections.page(objectionId);
    const own = actsFor(caller);
    const organ = caller.role === 'reviewer' ? organOf(caller).code : undefined;
    const theirs =
      page !== undefined &&
      (own === undefined || own === page.creditCode) &&
      (organ === undefined || organ === acceptingOrgan(page.channel, page.organCode, this.config.creditChinaOrganCode));
    if (!theirs) throw notFound({ zh: '没有这件异议', en: 'There is no such objection' });
    const { caseId, recordKey, creditCode, grounds, materials, filedAt, answerBy } = page;
    return { objectionId, caseId, recordKey, creditCode, grounds, materials, filedAt, answerBy };
  }
}

const objectionRefusals: Readonly<Record<ObjectionRefusal, Bilingual>> = {
  'not-refused': { zh: '没有可提出异议的决定', en: 'There is no refusal to object to' },
  'already-objected': { zh: '已提出过异议', en: 'An objection was filed already' },
  'nothing-left': { zh: '没有需要修复的内容', en: 'Nothing is left to repair' },
  'already-applied': { zh: '该信息已有在办申请', en: 'An application about this record is in work already' },
};
