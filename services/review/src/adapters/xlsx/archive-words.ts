import type { Channel, Reason, RecordKind } from '@tongxiu/contracts';
import type { Reference } from '../../domain/case-facts.js';
import type { DeadlineStatus, ReviewClock } from '../../domain/deadlines.js';
import type { ObjectionStage } from '../../domain/objections.js';
import type { Move } from '../../domain/stages.js';

/** The words of the ledger, as the documents use them. */
export const kindNames: Readonly<Record<RecordKind, string>> = {
  penalty: '行政处罚',
  abnormalOperation: '经营异常名录',
  individualAbnormal: '个体工商户经营异常状态',
  severeList: '严重失信主体名单',
};

export const channelNames: Readonly<Record<Channel, string>> = {
  publicitySystem: '国家企业信用信息公示系统',
  creditChina: '“信用中国”网站',
  designatingUnit: '认定单位',
  designatingUnitOrInstitution: '认定单位或公共信用信息服务机构',
};

export const moveNames: Readonly<Record<Move, string>> = {
  accept: '受理',
  notAccept: '不予受理',
  requestSupplement: '一次性补正告知',
  supplement: '补正',
  approve: '准予修复',
  refuse: '不予修复',
  withdraw: '申请人撤回',
  close: '信息已移出、终结',
  revoke: '撤销修复',
  object: '提出异议',
  upholdObjection: '异议成立',
  rejectObjection: '异议不成立',
  closeObjection: '信息已移出、异议终结',
};

export const clockNames: Readonly<Record<ReviewClock, string>> = {
  accept: '受理',
  decide: '决定',
  supplementNotice: '补正告知',
  share: '共享',
  answerObjection: '异议处理',
};

export const statusNames: Readonly<Record<DeadlineStatus, string>> = {
  running: '进行中',
  suspended: '中止（待补正）',
  met: '按期',
  missed: '超期',
  cancelled: '无需办理',
};

export const objectionNames: Readonly<Record<ObjectionStage, string>> = {
  filed: '待处理',
  upheld: '异议成立',
  rejected: '异议不成立',
  closed: '终结',
};

export const referenceNames: Readonly<Record<Reference, string>> = {
  training: '信用修复培训',
  volunteering: '志愿服务',
  publicBenefit: '公益活动',
};

/** An instant as a clock on the wall in Hohhot shows it. */
export const wallTime = (instant: string | null | undefined): string =>
  instant === null || instant === undefined ? '' : shanghai.format(new Date(instant));

const shanghai = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' });

export const reasonText = (reasons: readonly Reason[]): string =>
  reasons
    .map(({ rule, clause, message }) => `${message.zh}${rule === undefined ? '' : `（${[clause, rule].filter(Boolean).join('，')}）`}`)
    .join('\n');
