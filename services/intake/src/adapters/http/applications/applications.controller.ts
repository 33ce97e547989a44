import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, FromCaller, type Caller } from '@tongxiu/access';
import { Clock } from '@tongxiu/hosting';
import { Problem, type FieldProblem } from '@tongxiu/problems';
import { SubmitApplications, type NewApplication, type Submission, type SubmissionResult } from '../../../app/submit-applications.js';
import { SupplementApplication } from '../../../app/cases/supplement-application.js';
import { SqlCaseFiles } from '../../postgres/cases/case-files.sql-reader.js';
import { batchAnswer, submittedAnswer } from './applications.openapi.js';
import { ApplicationRequestBody, SupplementRequestBody } from './applications.requests.js';
import { BatchGate } from '../records/batch-gate.js';
import { progressPage } from '../progress/progress-page.js';
import { caseIdPipe } from '../path-parameters.js';
import { actsFor, applicationRefused, noSuchCase, tooLarge } from '../refusals.js';
import { readSubmissions } from './submission-rows.js';

export const applicationsMax = 1000;

@ApiTags('applications')
@ApiBearerAuth()
@Controller('applications')
export class ApplicationsController {
  constructor(
    private readonly submitApplications: SubmitApplications,
    private readonly supplementApplication: SupplementApplication,
    private readonly caseFiles: SqlCaseFiles,
    private readonly gate: BatchGate,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Allow('applicant', 'portal')
  @ApiOperation({
    summary: 'Apply for repair of one listing · 申请信用修复',
    description:
      'Checked in one go: the record is listed (H-008, H-011) and the company’s own (H-015), the shortest publicity is over (H-009, H-012, H-014, H-015), the conduct is corrected (H-010), ' +
      'the materials of the channel are there (H-028 … H-030), and no other application is in work (H-046). The query code is told here and by short message, and never again (H-034).',
  })
  @ApiCreatedResponse({ schema: submittedAnswer })
  async submit(@Body() body: ApplicationRequestBody, @FromCaller() caller: Caller) {
    const submitter = { subject: caller.subject, actsFor: actsFor(caller) };
    if (body.channelOfEntry === 'window' && caller.role !== 'portal') throw notAtAWindow();
    const [result] = await this.submitApplications.run([body], submitter, this.clock.now());
    if (result === undefined) throw new Error('one application gives one result');
    if (result.kind === 'refused') throw applicationRefused(result.class, errorsOf(result, body.creditCode));
    return answerOf(result.application);
  }

  @Post('batch')
  @HttpCode(200)
  @Allow('portal')
  @ApiOperation({
    summary: 'Up to 1 000 applications at once · 批量提交',
    description: 'Each is judged for itself; those in order are submitted.',
  })
  @ApiBody({ type: [ApplicationRequestBody] })
  @ApiOkResponse({ schema: batchAnswer })
  async submitBatch(@Body() body: unknown, @FromCaller() caller: Caller) {
    if (!Array.isArray(body)) throw new Problem(400, 'malformed-request', { zh: '应为 JSON 数组', en: 'The body is a JSON list' });
    if (body.length > applicationsMax)
      throw tooLarge({ zh: `一次最多提交 ${applicationsMax} 件`, en: `At most ${applicationsMax} at once` });
    return this.gate.pass(async () => {
      const read = readSubmissions(body);
      const sound = read.flatMap(({ submission }) => (submission === undefined ? [] : [submission]));
      const results = sound.length === 0 ? [] : await this.submitApplications.run(sound, { subject: caller.subject }, this.clock.now());
      let next = 0;
      return {
        results: read.map(({ line, errors, submission }) =>
          submission === undefined ? { line, code: 'malformed-request', errors } : lineAnswer(line, results[next++], submission),
        ),
      };
    });
  }

  @Post(':caseId/supplement')
  @HttpCode(200)
  @Allow('applicant', 'portal')
  @ApiOperation({
    summary: 'Answer the one-time notice to supplement · 补正材料',
    description: 'J-026, J-027. Possible once, after a notice.',
  })
  async supplement(
    @Param('caseId', caseIdPipe) caseId: string,
    @Body() { materials }: SupplementRequestBody,
    @FromCaller() caller: Caller,
  ) {
    const submitter = { subject: caller.subject, actsFor: actsFor(caller) };
    const result = await this.supplementApplication.run(caseId, materials, submitter, this.clock.now());
    switch (result.kind) {
      case 'supplemented':
        return { caseId, supplementedAt: result.supplementedAt };
      case 'unknown-case':
        throw noSuchCase();
      case 'not-usable':
        throw applicationRefused('not-possible', result.objections);
      case 'not-asked-for':
        throw new Problem(
          409,
          'no-supplement-asked-for',
          { zh: '没有待补正的通知', en: 'No notice to supplement is waiting for an answer' },
          [{ rule: 'J-026', clause: '三(八)', message: { zh: `目前环节：${result.stage}`, en: `The case stands at: ${result.stage}` } }],
        );
    }
  }

  @Get(':caseId')
  @Allow('applicant', 'portal', 'operator')
  @ApiOperation({ summary: 'An application and how far it has come · 查询申请' })
  async file(@Param('caseId', caseIdPipe) caseId: string, @FromCaller() caller: Caller) {
    const own = actsFor(caller);
    const found = await this.caseFiles.byId(caseId);
    if (found === undefined || (own !== undefined && found.creditCode !== own)) throw noSuchCase();
    const { recordKey, listing, creditCode, channel, entry, statements, materials } = found;
    const application = { caseId, recordKey, recordRevision: listing, creditCode, channel, channelOfEntry: entry };
    return { ...application, statements, materials, ...progressPage(found) };
  }
}

const answerOf = ({ caseId, queryCode, request, channel, submittedAt, acceptBy }: NewApplication) => ({
  caseId,
  queryCode,
  recordKey: request.recordKey,
  channel,
  submittedAt,
  acceptBy,
});

/** Only who works the window can say that somebody came to it. */
const notAtAWindow = (): Problem => {
  const message = { zh: '窗口申请由服务窗口的系统提交', en: 'An application made at a window is submitted by the portal of that window' };
  return new Problem(403, 'not-allowed', message, [{ field: 'channelOfEntry', rule: 'J-051', clause: '六(十九)', message }]);
};

function lineAnswer(line: number, result: SubmissionResult | undefined, { creditCode }: Submission) {
  if (result === undefined) throw new Error('every application that was read has a result');
  if (result.kind === 'refused') return { line, code: result.class, errors: errorsOf(result, creditCode) };
  return { line, ...answerOf(result.application) };
}

/** Who owns the case in the way is told its id, so that a submission whose answer was lost can be found again. */
function errorsOf({ objections, holder }: SubmissionResult & { kind: 'refused' }, asksFor: string | undefined): readonly FieldProblem[] {
  if (holder === undefined || holder.creditCode !== asksFor) return objections;
  return objections.map((each) => (each.rule === 'H-046' ? { ...each, caseId: holder.caseId } : each));
}
