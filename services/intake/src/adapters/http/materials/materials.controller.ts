import { Controller, Get, Param, Post, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, FromCaller, type Caller } from '@tongxiu/access';
import { materialKinds, type MaterialKind } from '@tongxiu/contracts';
import { checkCreditCode } from '@tongxiu/credit-code';
import { Clock } from '@tongxiu/hosting';
import { idPipe, malformedRequest, Problem, type FieldProblem } from '@tongxiu/problems';
import { Readable } from 'node:stream';
import { Identifiers } from '../../../app/submit-applications.js';
import { ReadMaterial } from '../../../app/read-material.js';
import { StoreMaterial, StoreUnavailable, type StoredMaterial } from '../../../app/store-material.js';
import { objection } from '../../../domain/wording.js';
import { fileTooLarge, readUpload, type MultipartRequest, type Upload } from './multipart.js';
import { actsFor, notFound, organOf } from '../refusals.js';

@ApiTags('materials')
@ApiBearerAuth()
@Controller('materials')
export class MaterialsController {
  constructor(
    private readonly storeMaterial: StoreMaterial,
    private readonly readMaterial: ReadMaterial,
    private readonly identifiers: Identifiers,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Allow('applicant', 'portal')
  @ApiOperation({
    summary: 'Upload one material · 上传申请材料',
    description:
      'PDF, PNG, JPEG, OFD or DOCX by content, at most 8 MB (H-027 … H-030). The same file of the same company and kind is the same material.',
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['creditCode', 'kind', 'file'],
      properties: {
        creditCode: { type: 'string' },
        kind: { type: 'string', enum: [...materialKinds] },
        file: { type: 'string', format: 'binary' },
      },
    },
  })
  async upload(@Req() request: MultipartRequest, @FromCaller() caller: Caller) {
    const own = actsFor(caller);
    const upload = await readUpload(request, (content) => this.storeMaterial.write(content));
    try {
      const stored = await this.keep(upload, own, caller).catch(askForPatience);
      if (stored.kind !== 'stored') throw refusalOf(stored.kind);
      const { materialId, kind, sha256, bytes } = stored.entry;
      return { materialId, kind, sha256, bytes };
    } finally {
      await upload.file?.drop();
    }
  }

  @Get(':materialId')
  @Allow('reviewer', 'operator', 'applicant')
  @ApiOperation({
    summary: 'Read one material · 查看申请材料',
    description: 'For its company, and for reviewers of the unit that accepts a case it was handed in with.',
  })
  async download(
    @Param('materialId', idPipe('materialId')) materialId: string,
    @FromCaller() caller: Caller,
    @Res({ passthrough: true }) reply: { header(name: string, value: string): unknown },
  ): Promise<StreamableFile> {
    const organCode = caller.role === 'reviewer' ? organOf(caller).code : undefined;
    const found = await this.readMaterial.run(materialId, { actsFor: actsFor(caller), organCode }).catch(askForPatience);
    if (found === undefined) throw notFound({ zh: '没有这份材料', en: 'There is no such material' });
    const { entry } = found;
    const content = Readable.from(found.content);
    reply.header('x-content-type-options', 'nosniff');
    reply.header('cache-control', 'private, no-store');
    return new StreamableFile(content, { type: entry.mediaType, length: entry.bytes, disposition: `attachment; filename="${materialId}"` });
  }

  private keep({ file, fields }: Upload, own: string | undefined, caller: Caller): Promise<StoredMaterial> {
    const { creditCode = '', kind = '' } = fields;
    const errors: FieldProblem[] = [];
    if (file === undefined) errors.push({ field: 'file', message: { zh: '必须上传一个文件', en: 'one file is required' } });
    const [fault] = checkCreditCode(creditCode).errors ?? [];
    if (fault !== undefined) errors.push(objection('creditCode', fault.message, 'GB 32100-2015'));
    if (!isMaterialKind(kind)) {
      errors.push({
        field: 'kind',
        message: { zh: `应为 ${materialKinds.join('、')} 之一`, en: `must be one of ${materialKinds.join(', ')}` },
      });
    }
    if (file === undefined || errors.length > 0 || !isMaterialKind(kind)) throw malformedRequest(errors);
    if (own !== undefined && own !== creditCode) {
      const message = { zh: '只能为本企业上传材料', en: 'You may upload materials of your own company only' };
      throw new Problem(403, 'not-your-company', message, [{ field: 'creditCode', message }]);
    }
    const materialId = this.identifiers.caseId();
    return this.storeMaterial.keep(file, { materialId, creditCode, kind, uploadedBy: caller.subject, uploadedAt: this.clock.now() });
  }
}

function askForPatience(cause: unknown): never {
  if (!(cause instanceof StoreUnavailable)) throw cause;
  const message = { zh: '材料存储暂时不可用，请稍后再试', en: 'The store of materials is not available for the moment; try again later' };
  throw new Problem(503, 'materials-not-available', message, [], 5);
}

const isMaterialKind = (kind: string): kind is MaterialKind => materialKinds.some((known) => known === kind);

export function refusalOf(kind: 'too-large' | 'empty' | 'unknown-type'): Problem {
  if (kind === 'too-large') return fileTooLarge();
  const message =
    kind === 'empty'
      ? { zh: '文件是空的', en: 'The file is empty' }
      : {
          zh: '只接收 PDF、PNG、JPEG、OFD、DOCX 文件（以内容为准）',
          en: 'Only PDF, PNG, JPEG, OFD and DOCX files are taken, judged by their content',
        };
  return new Problem(415, 'material-type-not-supported', message, [{ field: 'file', message }]);
}
