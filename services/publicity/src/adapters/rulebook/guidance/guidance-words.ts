import type { Channel, MaterialKind, RecordKind } from '@tongxiu/contracts';
import type { DeadlineKind } from '@tongxiu/rulebook';
import type { Words } from '../../../app/guidance.js';

const words = (zh: string, en: string): Words => ({ zh, en });

export const kindNames: Readonly<Record<RecordKind, Words>> = {
  penalty: words('行政处罚信息', 'Administrative penalties'),
  abnormalOperation: words('企业经营异常名录', 'List of abnormal operations'),
  individualAbnormal: words('个体工商户经营异常状态', 'Abnormal status of individual businesses'),
  severeList: words('严重失信主体名单', 'Lists of seriously dishonest subjects'),
};

export const channelNames: Readonly<
  Record<Channel, { readonly name: Words; readonly url: string | null; readonly steps: readonly string[] }>
> = {
  publicitySystem: {
    name: words('国家企业信用信息公示系统（内蒙古）', 'National Enterprise Credit Information Publicity System (Inner Mongolia)'),
    url: 'http://nm.gsxt.gov.cn',
    steps: ['H-020', 'H-021', 'H-025'],
  },
  creditChina: {
    name: words('“信用中国”网站', 'Credit China'),
    url: 'https://www.creditchina.gov.cn/',
    steps: ['H-027', 'H-034'],
  },
  designatingUnit: { name: words('认定部门', 'The designating department'), url: null, steps: ['H-035', 'H-064'] },
  designatingUnitOrInstitution: {
    name: words('认定单位或公共信用信息工作机构', 'The designating unit or the public-credit institution'),
    url: null,
    steps: ['J-004', 'J-020'],
  },
};

export const materialNames: Readonly<Record<MaterialKind, Words>> = {
  authorisation: words(
    '信用修复业务办理授权委托书/法定代表人身份证明书',
    'letter of authorisation, or proof of identity of the legal representative',
  ),
  performanceProof: words('责任义务已履行完毕的证明材料', 'proof that the duties are performed'),
  commitmentLetter: words('信用修复承诺书', 'commitment letter'),
  licenceCopy: words('加盖公章的证照复印件', 'sealed copy of the licence'),
  repairForm: words('认定单位出具的信用修复表', 'repair form issued by the designating unit'),
  trainingCertificate: words('信用修复培训证书', 'certificate of credit-repair training'),
  creditReport: words('信用报告', 'credit report'),
};

export const limitNames: Readonly<Record<DeadlineKind, Words>> = {
  accept: words('决定是否受理', 'decision whether to accept'),
  decide: words('作出是否予以修复（移出）的决定', 'decision on the repair (removal)'),
  supplementNotice: words('一次性告知补正', 'one-time notice of what to supplement'),
  share: words('共享修复决定', 'sharing of the decision'),
  publish: words('更新公示', 'update of the display'),
  answerObjection: words('核实处理异议', 'answer to an objection'),
};

export const pendingWords = words('待核对官方文本', 'to be checked against the official text');

export const penaltyRoutes = [
  { marketRegulation: true, for: words('市场监管部门作出的行政处罚', 'Penalties by market-regulation departments') },
  { marketRegulation: false, for: words('其他部门作出的行政处罚', 'Penalties by all other departments') },
] as const;

/** Who takes the application, by channel; for records that are removed by who listed them, that organ. */
export const acceptingUnits = {
  marketPenalty: { rule: 'H-022', message: words('作出处罚决定的市场监管部门', 'The market-regulation department that penalised') },
  abnormal: {
    rule: 'H-055',
    message: words(
      '作出列入（标记）决定的市场监管部门，谁列入、谁移出',
      'The market-regulation department that listed: whoever listed removes',
    ),
  },
  creditChina: { rule: 'H-031', message: words('“信用中国”网站', 'Credit China') },
  severeList: { rule: 'H-062', message: words('名单的认定部门', 'The department that designated') },
  institution: {
    rule: 'J-004',
    message: words('认定单位或者公共信用信息工作机构', 'The designating unit or the public-credit institution'),
  },
  national: {
    rule: 'N-012',
    message: words('“信用中国”网站统一受理，谁认定、谁修复', 'Credit China takes all applications; whoever made the finding repairs it'),
  },
} as const;
