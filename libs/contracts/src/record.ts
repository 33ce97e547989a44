import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsNumber, IsOptional, IsString, Length, Matches, MaxLength, Min } from 'class-validator';

/** The four kinds of record the documents cover (H-008). */
export const recordKinds = ['penalty', 'abnormalOperation', 'individualAbnormal', 'severeList'] as const;
export type RecordKind = (typeof recordKinds)[number];

export const subjectKinds = ['enterprise', 'individualBusiness', 'unincorporated'] as const;
export type SubjectKind = (typeof subjectKinds)[number];

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
export type Domain = (typeof domains)[number];

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
export type PenaltyKind = (typeof penaltyKinds)[number];

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
export type Conduct = (typeof conducts)[number];

export const severities = ['minor', 'general', 'severe'] as const;
export type Severity = (typeof severities)[number];

export const effects = ['terminatePublicity', 'removeFromList', 'restoreStatus', 'stopSharing', 'liftPunishment', 'annotate'] as const;
export type Effect = (typeof effects)[number];

/** The highest version of a record there can be: no table holds more. */
export const versionMax = 2_147_483_647;

/** A calendar day in Asia/Shanghai, `YYYY-MM-DD`. */
export type IsoDate = string;
/** An instant with offset or Z, ISO 8601. */
export type IsoInstant = string;

export const isoDatePattern = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
export const creditCodePattern = /^[0-9A-HJ-NPQRTUWXY]{18}$/;
export const listIdPattern = /^A[23]-\d{2}$/;

/**
 * What the public may see of one record. It holds no personal data: legal representatives and identity numbers of the
 * 双公示 record stay in the register of `intake`.
 */
export class RecordContent {
  @IsIn(recordKinds) kind!: RecordKind;
  @IsString() @Length(1, 200) subjectName!: string;
  @IsIn(subjectKinds) subjectKind!: SubjectKind;
  /** Unified social credit code, GB 32100-2015. */
  @Matches(creditCodePattern) creditCode!: string;
  /** The organ that decided, listed or designated: only it may change the entry (H-055, H-062). */
  @Matches(creditCodePattern) organCode!: string;
  @IsString() @Length(1, 200) organName!: string;
  /** Whether the organ is a market-regulation department, which decides the channel (H-019, H-026). */
  @IsBoolean() marketRegulation!: boolean;
  /** Number of the decision document (CF_WSH), or of the entry in the list. */
  @IsString() @Length(1, 128) documentNo!: string;
  /** Day of the decision, listing or designation; every period starts here (H-018). */
  @Matches(isoDatePattern) decidedOn!: IsoDate;
  /** Severe list, `A2-01` … `A2-07`, `A3-01` … `A3-27`; only for `severeList`. */
  @IsOptional() @Matches(listIdPattern) listId?: string;
  @IsArray() @ArrayMaxSize(9) @IsIn(domains, { each: true }) domains!: Domain[];
  @IsArray() @ArrayMaxSize(8) @IsIn(penaltyKinds, { each: true }) penaltyKinds!: PenaltyKind[];
  @IsArray() @ArrayMaxSize(16) @IsIn(conducts, { each: true }) conducts!: Conduct[];
  @IsOptional() @IsIn(severities) severity?: Severity;
  /** Facts or cause (CF_SY, 列入原因). */
  @IsString() @Length(1, 2000) reason!: string;
  /** Legal basis (CF_YJ). */
  @IsOptional() @IsString() @MaxLength(2000) basis?: string;
  /** Content of the penalty (CF_NR). */
  @IsOptional() @IsString() @MaxLength(2000) result?: string;
  /** Fine in 10,000 yuan (CF_NR_FK). */
  @IsOptional() @IsNumber() @Min(0) fineTenThousandYuan?: number;
  /** Last day of publicity where the pushing organ states one (CF_GSJZQ). */
  @IsOptional() @Matches(isoDatePattern) publicityEndsOn?: IsoDate;
  /** The law, regulation or rule that expressly excludes repair of this record (J-019, H-101). */
  @IsOptional() @IsString() @Length(1, 300) notRepairableBy?: string;
}

/**
 * One key for a record on every wire, table, URL and screen. Full-width forms and spaces in document numbers vary between
 * systems, so the number is folded (NFKC, no spaces) before it becomes part of the key.
 */
export function recordKeyOf(record: Pick<RecordContent, 'kind' | 'organCode' | 'documentNo' | 'listId'>): string {
  const number = record.documentNo.normalize('NFKC').replace(/\s+/gu, '');
  const register = record.kind === 'severeList' ? (record.listId ?? 'unknown') : record.organCode;
  return `${record.kind}:${register}:${number}`;
}

/** No part holds a control character or a line break: a key goes into addresses, logs and files as it is. */
export const recordKeyPattern =
  /^(penalty|abnormalOperation|individualAbnormal|severeList):[^:\p{Cc}\u2028\u2029]{4,18}:[^\p{Cc}\u2028\u2029]{1,160}$/u;
