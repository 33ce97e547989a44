import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, StreamableFile } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import { Allow, FromCaller, type Caller } from '@tongxiu/access';
import { Clock } from '@tongxiu/hosting';
import { isDate, localDate } from '@tongxiu/working-days';
import { Notices, type Notifiable } from '../../../app/notices.js';
import { annexOne } from '../../../domain/notice/annex-one.js';
import { copies, noticeOf } from '../../../domain/notice/notice.js';
import { serviceFaults, servedTogether } from '../../../domain/notice/service.js';
import { templateFaults } from '../../../domain/notice/template-rules.js';
import { noticeDocx } from '../../documents/notice-docx.js';
import { MissingGlyphs, noticePdf } from '../../documents/notice-pdf.js';
import { noSuchDay } from '../operator/sweep-day.js';
import { unknownRecord } from '../public/search-refusals.js';
import { badService, badTemplate, cannotDraw, mustBeNotified, ownOrgan } from './notice-refusals.js';
import { NoticeRequest, NoticeServiceRequest, NoticeTemplateRequest } from './notices.requests.js';

@ApiTags('notices')
@ApiBearerAuth()
@Controller()
@Allow('department', 'operator')
export class NoticesController {
  constructor(
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  @Get('records/:recordKey/notice')
  @ApiOperation({
    summary: 'The repair notice of a penalty (Annex 1), in two copies, to be served with the decision',
    description: 'DOCX or PDF (H-050, H-103). None for warnings and criticism alone (H-051), and none for other kinds of record.',
  })
  @ApiProduces('application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'application/pdf')
  @ApiUnprocessableEntityResponse({ description: 'No notice goes with this record; the clause says why.' })
  async notice(
    @Param('recordKey') recordKey: string,
    @Query() { format, on }: NoticeRequest,
    @FromCaller() caller: Caller,
  ): Promise<StreamableFile> {
    const { record } = await this.notifiable(recordKey, caller);
    if (on !== undefined && !isDate(on)) throw noSuchDay('on');
    const template = await this.notices.template(record.organCode);
    const notice = noticeOf({ ...record, on: on ?? localDate(this.clock.now()) }, template?.paragraphs);
    try {
      const { bytes, mediaType, extension } = await (format === 'pdf' ? noticePdf(notice) : noticeDocx(notice));
      const name = `${annexOne.title}-${record.documentNo}.${extension}`;
      return new StreamableFile(bytes, {
        type: mediaType,
        disposition: `attachment; filename="notice.${extension}"; filename*=UTF-8''${encodeURIComponent(name)}`,
      });
    } catch (cause) {
      throw cause instanceof MissingGlyphs ? cannotDraw(cause.characters) : cause;
    }
  }

  @Post('records/:recordKey/notice-service')
  @HttpCode(201)
  @ApiOperation({
    summary: 'Record that notice and decision were served',
    description:
      'The two documents delivered together (H-048), one notice a penalty (H-049), both copies (H-103). A correction is a new entry.',
  })
  @ApiCreatedResponse({
    description: '`{ recordKey, servedOn, decisionServedOn, together, copies: [{ copy, heldBy, receiptReference? }], recordedAt }`',
  })
  async serve(
    @Param('recordKey') recordKey: string,
    @Body() { servedOn, decisionServedOn, receiptReference }: NoticeServiceRequest,
    @FromCaller() caller: Caller,
  ): Promise<Record<string, unknown>> {
    const { record } = await this.notifiable(recordKey, caller);
    for (const [field, day] of Object.entries({ servedOn, decisionServedOn })) if (!isDate(day)) throw noSuchDay(field);
    const now = this.clock.now();
    const faults = serviceFaults({ servedOn, decisionServedOn }, record.decidedOn, localDate(now));
    if (faults.length > 0) throw badService(faults);
    const service = { recordKey, servedOn, decisionServedOn, receiptReference, recordedBy: caller.subject, recordedAt: now };
    await this.notices.keepService(service);
    const holders = { enforcementFile: record.organName, party: record.subjectName };
    return {
      ...service,
      together: servedTogether(service),
      copies: copies.map(({ copy, zh, en }) => ({ copy, name: { zh, en }, heldBy: holders[copy] })),
    };
  }

  @Get('notice-templates/:organCode')
  @ApiOperation({
    summary: 'The text an organ uses: its own, or that of Annex 1',
    description: 'Placeholders are filled in for each penalty (H-050).',
  })
  @ApiOkResponse({ description: '`{ organCode, source: annex | own, title, paragraphs, remark, changedAt? }`' })
  async template(@Param('organCode') organCode: string, @FromCaller() caller: Caller): Promise<Record<string, unknown>> {
    ownOrgan(caller, organCode, 'organCode');
    const own = await this.notices.template(organCode);
    const { title, body, remark } = annexOne;
    return { organCode, source: own === undefined ? 'annex' : 'own', title, remark, paragraphs: body, ...own };
  }

  @Put('notice-templates/:organCode')
  @ApiOperation({
    summary: 'Adapt the text to the duties of the department',
    description: 'What the party must be told may be worded otherwise, but not left out (H-050, H-052, H-097, H-098, H-100, H-101).',
  })
  @ApiOkResponse({ description: 'The template as kept.' })
  @ApiUnprocessableEntityResponse({
    description: 'Something the party must be told is missing, or a placeholder is unknown; all of it is named.',
  })
  async adapt(
    @Param('organCode') organCode: string,
    @Body() { paragraphs }: NoticeTemplateRequest,
    @FromCaller() caller: Caller,
  ): Promise<Record<string, unknown>> {
    ownOrgan(caller, organCode, 'organCode');
    const faults = templateFaults(paragraphs);
    if (faults.length > 0) throw badTemplate(faults);
    await this.notices.keepTemplate({ organCode, paragraphs, changedBy: caller.subject, changedAt: this.clock.now() });
    return this.template(organCode, caller);
  }

  private async notifiable(recordKey: string, caller: Caller): Promise<Notifiable> {
    const found = await this.notices.notifiable(recordKey);
    if (found === undefined) throw unknownRecord();
    ownOrgan(caller, found.record.organCode, 'recordKey');
    mustBeNotified(found);
    return found;
  }
}
