import {
  conducts,
  domains,
  penaltyKinds,
  severities,
  type Conduct,
  type Domain,
  type PenaltyKind,
  type Severity,
  type SubjectKind,
} from '@tongxiu/contracts';

/** Detention can only be imposed on natural persons, who are outside the scope (H-007). */
export const detention = 'detention';

const ids = <Id extends string>(names: readonly Id[]): [string, Id][] => names.map((name) => [name.toLowerCase(), name]);

/** CF_CFLB: the codes of the 双公示 standard and the words departments write instead. */
const penaltyWords = new Map<string, PenaltyKind | typeof detention>([
  ...ids(penaltyKinds),
  ['0', 'warning'],
  ['警告', 'warning'],
  ['通报批评', 'criticism'],
  ['1', 'fine'],
  ['罚款', 'fine'],
  ['2', 'confiscation'],
  ['没收违法所得', 'confiscation'],
  ['没收非法财物', 'confiscation'],
  ['没收', 'confiscation'],
  ['3', 'suspension'],
  ['责令停产停业', 'suspension'],
  ['4', 'licenceRevocation'],
  ['暂扣或者吊销许可证/执照', 'licenceRevocation'],
  ['暂扣或吊销许可证/执照', 'licenceRevocation'],
  ['暂扣或者吊销许可证', 'licenceRevocation'],
  ['暂扣许可证', 'licenceRevocation'],
  ['吊销许可证', 'licenceRevocation'],
  ['吊销执照', 'businessLicenceRevocation'],
  ['吊销营业执照', 'businessLicenceRevocation'],
  ['暂扣或者吊销执照', 'businessLicenceRevocation'],
  ['5', detention],
  ['行政拘留', detention],
  ['6', 'other'],
  ['其他', 'other'],
]);

const domainWords = new Map<string, Domain>([
  ...ids(domains),
  ['食品', 'food'],
  ['药品', 'drugs'],
  ['特种设备', 'specialEquipment'],
  ['安全生产', 'workSafety'],
  ['消防', 'fireSafety'],
  ['消防安全', 'fireSafety'],
  ['生态环境', 'ecology'],
  ['工程质量', 'projectQuality'],
  ['强制性产品认证', 'compulsoryCertification'],
  ['其他', 'other'],
]);

const conductWords = new Map<string, Conduct>([
  ...ids(conducts),
  ['贿赂', 'bribery'],
  ['逃税骗税', 'taxEvasion'],
  ['恶意逃废债务', 'debtEvasion'],
  ['恶意拖欠货款或服务费', 'paymentDefault'],
  ['恶意欠薪', 'wageArrears'],
  ['非法集资', 'illegalFundraising'],
  ['合同欺诈', 'contractFraud'],
  ['传销', 'pyramidSelling'],
  ['无证照经营', 'unlicensedOperation'],
  ['制售假冒伪劣产品和故意侵犯知识产权', 'counterfeitOrIpInfringement'],
  ['出借和借用资质投标', 'qualificationLending'],
  ['围标串标', 'bidRigging'],
  ['虚假广告', 'falseAdvertising'],
  ['侵害消费者或证券期货投资者合法权益', 'consumerOrInvestorHarm'],
  ['严重破坏网络空间传播秩序', 'onlineOrderDisruption'],
  ['聚众扰乱社会秩序', 'publicOrderDisruption'],
]);

/**
 * CF_SXYZCD knows 未定, 一般, 较重, 严重; the platform knows minor, general and severe. 较重 is read as severe: taking it for
 * general would shorten a period that nobody decided to shorten. Null stands for "not decided", which is no severity.
 */
const severityWords = new Map<string, Severity | null>([
  ...ids(severities),
  ['0', null],
  ['未定', null],
  ['轻微', 'minor'],
  ['1', 'general'],
  ['一般', 'general'],
  ['2', 'severe'],
  ['较重', 'severe'],
  ['3', 'severe'],
  ['严重', 'severe'],
]);

export const naturalPerson = 'naturalPerson';

const subjectWords = new Map<string, SubjectKind | typeof naturalPerson | null>([
  ['enterprise', 'enterprise'],
  ['企业', 'enterprise'],
  ['individualbusiness', 'individualBusiness'],
  ['个体工商户', 'individualBusiness'],
  ['unincorporated', 'unincorporated'],
  ['非法人组织', 'unincorporated'],
  ['法人', null],
  ['法人及非法人组织', null],
  ['法人和非法人组织', null],
  ['naturalperson', naturalPerson],
  ['自然人', naturalPerson],
]);

const look = <Meaning>(map: ReadonlyMap<string, Meaning>, word: string): Meaning | undefined => map.get(word.toLowerCase());

export const readPenaltyKind = (word: string) => look(penaltyWords, word);
export const readDomain = (word: string) => look(domainWords, word);
export const readConduct = (word: string) => look(conductWords, word);
export const readSeverity = (word: string) => look(severityWords, word);
export const readSubjectKind = (word: string) => look(subjectWords, word);

/** Class letters of GB 32100-2015: 92 is an individual business, 91 and 93 enterprises; the rest is neither. */
export function subjectKindOfCode(creditCode: string): SubjectKind {
  if (creditCode.startsWith('92')) return 'individualBusiness';
  return creditCode.startsWith('91') || creditCode.startsWith('93') ? 'enterprise' : 'unincorporated';
}
