import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsDefined, IsIn, IsInt, IsISO8601, IsUUID, Matches, Min, ValidateNested } from 'class-validator';
import { topics } from '../envelope.js';
import { RecordContent, recordKeyPattern } from '../record.js';

export const materialKinds = [
  'authorisation',
  'performanceProof',
  'commitmentLetter',
  'licenceCopy',
  'repairForm',
  'trainingCertificate',
  'creditReport',
] as const;
export type MaterialKind = (typeof materialKinds)[number];

/** Channel A (公示系统), channel B (信用中国), or the designating unit itself for severe lists. */
export const channels = ['publicitySystem', 'creditChina', 'designatingUnit', 'designatingUnitOrInstitution'] as const;
export type Channel = (typeof channels)[number];

/** A file of the application. The file itself stays with `intake`; reviewers fetch it there by id. */
export class MaterialReference {
  @IsUUID() materialId!: string;
  @IsIn(materialKinds) kind!: MaterialKind;
  @Matches(/^[0-9a-f]{64}$/) sha256!: string;
  @IsInt() @Min(1) bytes!: number;
}

/** What the applicant states; the reviewer confirms or rejects it. */
export class ApplicantStatements {
  @IsBoolean() corrected!: boolean;
  @IsBoolean() obligationsPerformed!: boolean;
  @IsBoolean() commitmentPublishable!: boolean;
}

/** A company applied for repair of one listing of one record. The application id is the id of the case from here on. */
export class ApplicationSubmittedV1 {
  static readonly type = 'intake.application-submitted.v1';
  static readonly topic = topics.intake;

  @IsUUID() caseId!: string;
  @Matches(recordKeyPattern) recordKey!: string;
  /** The listing it is about: a repair never touches a later listing of the same record. */
  @IsInt() @Min(1) recordRevision!: number;
  @IsDefined() @ValidateNested() @Type(() => RecordContent) record!: RecordContent;
  @IsIn(channels) channel!: Channel;
  @IsDefined() @ValidateNested() @Type(() => ApplicantStatements) statements!: ApplicantStatements;
  @IsArray() @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => MaterialReference) materials!: MaterialReference[];
  @IsISO8601({ strict: true }) submittedAt!: string;
}
