import { Controller, Get, Param, Post, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, FromCaller, type Caller } from '@tongxiu/access';
import type { MaterialKind, RecordContent } from '@tongxiu/contracts';
import { Clock } from '@tongxiu/hosting';
import { malformedRequest } from '@tongxiu/problems';
import { EligibilityFacts } from '../../../app/explain-eligibility.js';
import { issuedBy, IssuedMaterials } from '../../../app/issue-material.js';
import { StoreMaterial } from '../../../app/store-material.js';
import { Identifiers } from '../../../app/submit-applications.js';
import { recordKeyPipe } from '../path-parameters.js';
import { actsFor, notFound, organOf } from '../refusals.js';
import { refusalOf } from './materials.controller.js';
import { readUpload, type MultipartRequest } from './multipart.js';

/** Who issued it, where no organ did. */
const platform = 'platform';

/** The organ gives the company at once what it will need, so that nothing has to be fetched on paper (H-047, H-085). */
@ApiTags('materials')
@ApiBearerAuth()
@Controller('records/:recordKey/issued-materials')
export class IssuedMaterialsController {
  constructor(
    private readonly storeMaterial: StoreMaterial,
    private readonly issued: IssuedMaterials,
    private readonly records: EligibilityFacts,
    private readonly identifiers: Identifiers,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Allow('department', 'operator')
  @ApiOperation({
    summary: 'Issue a material for the company of a record · 为当事人出具修复材料',
    description:
      'Proof of performance or the credit repair form by the organ of the record (H-085, J-023); a credit report or training certificate by the platform as public-credit institution (J-009, J-046, J-048). The application names it like any other material.',
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['kind', 'file'],
      properties: { kind: { type: 'string', enum: Object.values(issuedBy).flat() }, file: { type: 'string', format: 'binary' } },
    },
  })
  async issue(@Param('recordKey', recordKeyPipe) recordKey: string, @Req() request: MultipartRequest, @FromCaller() caller: Caller) {
    const issuer = caller.role === 'operator' ? 'operator' : 'department';
    const organ = issuer === 'department' ? organOf(caller) : undefined;
    const record = await this.recordOf(recordKey, ({ organCode }) => organ === undefined || organCode === organ.code);
    const kinds: readonly MaterialKind[] = issuedBy[issuer];
    const { file, fields } = await readUpload(request, (content) => this.storeMaterial.write(content));
    try {
      const kind = kinds.find((known) => known === fields['kind']);
      if (file === undefined) throw malformedRequest([{ field: 'file', message: { zh: '必须上传一个文件', en: 'one file is required' } }]);
      if (kind === undefined) {
        const message = { zh: `应为 ${kinds.join('、')} 之一`, en: `must be one of ${kinds.join(', ')}` };
        throw malformedRequest([{ field: 'kind', rule: 'H-085', message }]);
      }
      const issuedAt = this.clock.now();
      const entry = { materialId: this.identifiers.caseId(), creditCode: record.creditCode, kind };
      const stored = await this.storeMaterial.keep(file, { ...entry, uploadedBy: caller.subject, uploadedAt: issuedAt });
      if (stored.kind !== 'stored') throw refusalOf(stored.kind);
      const { materialId, sha256, bytes } = stored.entry;
      await this.issued.add(recordKey, materialId, organ?.code ?? platform, issuedAt);
      return { materialId, kind, sha256, bytes };
    } finally {
      await file?.drop();
    }
  }

  @Get()
  @Allow('department', 'applicant', 'portal', 'reviewer', 'operator')
  @ApiOperation({ summary: 'What the organ has issued for a record · 查看已出具的修复材料' })
  async list(@Param('recordKey', recordKeyPipe) recordKey: string, @FromCaller() caller: Caller) {
    const own = actsFor(caller);
    await this.recordOf(
      recordKey,
      ({ creditCode, organCode }) =>
        (own === undefined || own === creditCode) && (caller.role !== 'department' || organOf(caller).code === organCode),
    );
    return { recordKey, materials: await this.issued.of(recordKey) };
  }

  private async recordOf(recordKey: string, mayKnow: (record: RecordContent) => boolean): Promise<RecordContent> {
    const standing = await this.records.standing(recordKey);
    if (standing === undefined || !mayKnow(standing.record)) throw notFound({ zh: '没有这条失信信息', en: 'There is no such record' });
    return standing.record;
  }
}
