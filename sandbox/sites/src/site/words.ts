import type { Tier } from '@tongxiu/contracts/site';
import type { Conduct, Domain, PenaltyKind, PublicationState, RecordKind, Severity, SubjectKind, Wording } from '@tongxiu/contracts';

/** Names of the published terms. The types make a missing one a compile error, so the lists below are complete. */
export const kindNames: Readonly<Record<RecordKind, Wording>> = {
  penalty: { zh: '行政处罚', en: 'Administrative penalties' },
  abnormalOperation: { zh: '经营异常名录', en: 'Abnormal operations list' },
  individualAbnormal: { zh: '个体工商户经营异常状态', en: 'Abnormal individual businesses' },
  severeList: { zh: '严重失信主体名单', en: 'Serious dishonesty lists' },
};

export const allKinds = Object.keys(kindNames) as RecordKind[];

export const stateNames: Readonly<Record<PublicationState, Wording>> = {
  shown: { zh: '公示', en: 'Shown' },
  withdrawn: { zh: '信用修复，终止公示', en: 'Repaired, no longer shown' },
  removed: { zh: '列入单位移出', en: 'Removed by the listing organ' },
  expired: { zh: '公示期满，停止公示', en: 'Publicity period over' },
};

export const allStates = Object.keys(stateNames) as PublicationState[];

export const tierNames: Readonly<Record<Tier, Wording>> = {
  national: { zh: '国家级', en: 'National' },
  regional: { zh: '自治区级', en: 'Regional' },
  city: { zh: '市级', en: 'City' },
};

export const subjectKindNames: Readonly<Record<SubjectKind, Wording>> = {
  enterprise: { zh: '企业', en: 'Enterprise' },
  individualBusiness: { zh: '个体工商户', en: 'Individual business' },
  unincorporated: { zh: '非法人组织', en: 'Unincorporated organisation' },
};

export const severityNames: Readonly<Record<Severity, Wording>> = {
  minor: { zh: '轻微', en: 'Minor' },
  general: { zh: '一般', en: 'General' },
  severe: { zh: '严重', en: 'Severe' },
};

export const domainNames: Readonly<Record<Domain, Wording>> = {
  food: { zh: '食品', en: 'Food' },
  drugs: { zh: '药品', en: 'Drugs' },
  specialEquipment: { zh: '特种设备', en: 'Special equipment' },
  workSafety: { zh: '安全生产', en: 'Work safety' },
  fireSafety: { zh: '消防', en: 'Fire safety' },
  ecology: { zh: '生态环境', en: 'Ecology' },
  projectQuality: { zh: '工程质量', en: 'Project quality' },
  compulsoryCertification: { zh: '强制性产品认证', en: 'Compulsory certification' },
  other: { zh: '其他领域', en: 'Other' },
};

export const penaltyKindNames: Readonly<Record<PenaltyKind, Wording>> = {
  warning: { zh: '警告', en: 'Warning' },
  criticism: { zh: '通报批评', en: 'Public criticism' },
  fine: { zh: '罚款', en: 'Fine' },
  confiscation: { zh: '没收', en: 'Confiscation' },
  suspension: { zh: '责令停产停业', en: 'Suspension of business' },
  licenceRevocation: { zh: '吊销许可证', en: 'Revocation of a licence' },
  businessLicenceRevocation: { zh: '吊销营业执照', en: 'Revocation of the business licence' },
  other: { zh: '其他处罚', en: 'Other' },
};

export const conductNames: Readonly<Record<Conduct, Wording>> = {
  bribery: { zh: '商业贿赂', en: 'Bribery' },
  taxEvasion: { zh: '逃税骗税', en: 'Tax evasion' },
  debtEvasion: { zh: '恶意逃废债务', en: 'Debt evasion' },
  paymentDefault: { zh: '恶意拖欠货款或服务费', en: 'Payment default' },
  wageArrears: { zh: '恶意欠薪', en: 'Wage arrears' },
  illegalFundraising: { zh: '非法集资', en: 'Illegal fundraising' },
  contractFraud: { zh: '合同欺诈', en: 'Contract fraud' },
  pyramidSelling: { zh: '传销', en: 'Pyramid selling' },
  unlicensedOperation: { zh: '无证照经营', en: 'Unlicensed operation' },
  counterfeitOrIpInfringement: { zh: '制售假冒伪劣和侵犯知识产权', en: 'Counterfeits or IP infringement' },
  qualificationLending: { zh: '出借和借用资质', en: 'Lending of qualifications' },
  bidRigging: { zh: '围标串标', en: 'Bid rigging' },
  falseAdvertising: { zh: '虚假广告', en: 'False advertising' },
  consumerOrInvestorHarm: { zh: '侵害消费者或证券投资者合法权益', en: 'Harm to consumers or investors' },
  onlineOrderDisruption: { zh: '扰乱网络空间秩序', en: 'Disruption of online order' },
  publicOrderDisruption: { zh: '聚众扰乱社会秩序', en: 'Disruption of public order' },
};
