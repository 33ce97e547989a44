import type { IsoDate, IsoInstant } from '@tongxiu/working-days';

/** The values a case may use; `domain.md` and the event contracts use the same words. */
export const subjectKinds = ['enterprise', 'individualBusiness', 'unincorporated', 'naturalPerson'] as const;
export const recordKinds = ['penalty', 'abnormalOperation', 'individualAbnormal', 'severeList'] as const;
export const domains = [
  'food',
  'drugs',
  'specialEquipment',
  'workSafety',
  'fireSafety',
  'ecology',
  'projectQuality',
  'compulsoryCertification',
  'other',
] as const;
export const penaltyKinds = [
  'warning',
  'criticism',
  'fine',
  'confiscation',
  'suspension',
  'licenceRevocation',
  'businessLicenceRevocation',
  'other',
] as const;
export const conducts = [
  'bribery',
  'taxEvasion',
  'debtEvasion',
  'paymentDefault',
  'wageArrears',
  'illegalFundraising',
  'contractFraud',
  'pyramidSelling',
  'unlicensedOperation',
  'counterfeitOrIpInfringement',
  'qualificationLending',
  'bidRigging',
  'falseAdvertising',
  'consumerOrInvestorHarm',
  'onlineOrderDisruption',
  'publicOrderDisruption',
] as const;
export const severities = ['minor', 'general', 'severe'] as const;
export const materialKinds = [
  'authorisation',
  'performanceProof',
  'commitmentLetter',
  'licenceCopy',
  'repairForm',
  'trainingCertificate',
  'creditReport',
] as const;

export type SubjectKind = (typeof subjectKinds)[number];
export type RecordKind = (typeof recordKinds)[number];
export type Domain = (typeof domains)[number];
export type PenaltyKind = (typeof penaltyKinds)[number];
export type Conduct = (typeof conducts)[number];
export type Severity = (typeof severities)[number];
export type MaterialKind = (typeof materialKinds)[number];

export interface SubjectFacts {
  readonly kind: SubjectKind;
  /** Absent only for natural persons, who have none. */
  readonly creditCode?: string;
  readonly name: string;
}

export interface RecordFacts {
  readonly kind: RecordKind;
  /** Day of the penalty decision, listing or designation. */
  readonly decidedOn: IsoDate;
  readonly organ: { readonly name: string; readonly marketRegulation: boolean };
  readonly domains: readonly Domain[];
  readonly penaltyKinds: readonly PenaltyKind[];
  readonly conducts: readonly Conduct[];
  readonly severity?: Severity;
  /** Last day of publicity, where the rulebook has no maximum of its own. */
  readonly publicityEndsOn?: IsoDate;
  readonly listId?: string;
  /** The law, regulation or rule that expressly excludes repair, as the deciding unit names it. */
  readonly notRepairableBy?: string;
}

export interface ApplicationFacts {
  readonly submittedAt: IsoInstant | IsoDate;
  readonly acceptedAt?: IsoInstant | IsoDate;
  readonly decidedAt?: IsoInstant | IsoDate;
  readonly receivedByPlatformAt?: IsoInstant | IsoDate;
  readonly objectionAt?: IsoInstant | IsoDate;
  readonly corrected: boolean;
  readonly obligationsPerformed: boolean;
  readonly commitmentPublishable: boolean;
  readonly untrue: boolean;
  readonly materials: readonly MaterialKind[];
}

/** Everything a verdict rests on, gathered before the question is asked. */
export interface CaseFacts {
  /** The day the question is asked, in Asia/Shanghai. */
  readonly asOf: IsoDate;
  readonly subject: SubjectFacts;
  readonly record: RecordFacts;
  readonly application?: ApplicationFacts;
}
