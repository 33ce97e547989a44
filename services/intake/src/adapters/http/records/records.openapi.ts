import { conducts, domains, penaltyKinds, recordKinds, severities } from '@tongxiu/contracts';
import type { SchemaObject } from '@nestjs/swagger';
import { fieldProblemSchema } from '@tongxiu/problems';

const text = (description: string, example?: string): SchemaObject => ({
  type: 'string',
  description,
  ...(example === undefined ? {} : { example }),
});

/** A row is read field by field so that everything wrong with it can be said at once; this describes it, it does not validate it. */
export const pushedRow: SchemaObject = {
  type: 'object',
  properties: {
    action: { type: 'string', enum: ['list', 'remove'], default: 'list' },
    kind: { type: 'string', enum: [...recordKinds], description: '双公示 columns without a kind are a penalty' },
    CF_XDR_MC: text('行政相对人名称 (or subjectName)', '内蒙古示例食品有限公司'),
    CF_XDR_LB: text('行政相对人类别 (or subjectKind)', '法人及非法人组织'),
    CF_XDR_SHXYM: text('统一社会信用代码 (or creditCode)', '91350100M000100Y43'),
    CF_WSH: text('行政处罚决定书文号 (or documentNo)', '呼市监罚〔2025〕12号'),
    CF_SY: text('违法事实, or why it is listed or removed (or reason); CF_WFXW stands in for it'),
    CF_YJ: text('处罚依据 (or basis)'),
    CF_CFLB: text(`处罚类别 0–6, several by 、 (or penaltyKinds: ${penaltyKinds.join(', ')})`, '1、2'),
    CF_NR: text('处罚内容 (or result)'),
    CF_NR_FK: text('罚款金额（万元）', '0.2'),
    CF_JDRQ: text('处罚决定日期 (or decidedOn)', '2025/03/14'),
    CF_GSJZQ: text('公示截止期 (or publicityEndsOn)', '2028/03/14'),
    CF_CFJG: text('处罚机关 (or organName): must be the organ of the token'),
    CF_CFJGDM: text('处罚机关统一社会信用代码 (or organCode): must be the organ of the token'),
    CF_ZT: text('当前状态: a penalty that was revoked (1) is not listed'),
    CF_SYFW: text('使用范围: only 0 公示 is taken'),
    CF_SXYZCD: text(`失信严重程度 0–3 (or severity: ${severities.join(', ')})`),
    conducts: text(`${conducts.join(', ')}, or in Chinese; several by 、`),
    notRepairableBy: text('The law or regulation by which the record cannot be repaired, where there is one'),
    domains: text(`领域 (${domains.join(', ')}, or in Chinese), several by 、`, '食品'),
    listId: text('Severe list A2-01 … A2-07, A3-01 … A3-27'),
    recordKey: text('For removals: the key, instead of kind, number and list'),
    removedOn: text('移出日期', '2026-03-01'),
  },
};

export const singleAnswer: SchemaObject = {
  type: 'object',
  required: ['recordKey', 'revision', 'outcome'],
  properties: {
    recordKey: text('Key of the record'),
    revision: { type: 'integer' },
    outcome: { type: 'string', enum: ['listed', 'removed', 'repeated'] },
  },
};

export const batchAnswer: SchemaObject = {
  type: 'object',
  required: ['received', 'listed', 'removed', 'repeated', 'rejected', 'recordKeys'],
  properties: {
    received: { type: 'integer' },
    listed: { type: 'integer' },
    removed: { type: 'integer' },
    repeated: { type: 'integer' },
    rejected: {
      type: 'array',
      items: {
        type: 'object',
        required: ['line', 'code', 'errors'],
        properties: {
          line: { type: 'integer' },
          code: { type: 'string' },
          errors: { type: 'array', items: fieldProblemSchema as unknown as SchemaObject },
        },
      },
    },
    recordKeys: {
      type: 'array',
      description: 'One for each row in order; null where it was rejected',
      items: { type: ['string', 'null'] as unknown as 'string' },
    },
    ignored: { type: 'array', description: 'Fields nobody knows, at most 50: they were not read', items: { type: 'string' } },
  },
};
