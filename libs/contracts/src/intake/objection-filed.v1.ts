import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsUUID, ValidateNested } from 'class-validator';
import { topics } from '../envelope.js';
import { CaseStep } from '../review/case-step.js';
import { MaterialReference } from './application-submitted.v1.js';

/** The applicant objects to a refusal (J-041). What it wrote stays with `intake`; reviewers read it there. */
export class ObjectionFiledV1 extends CaseStep {
  static readonly type = 'intake.objection-filed.v1';
  static readonly topic = topics.intake;

  @IsUUID() objectionId!: string;
  @IsArray() @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => MaterialReference) materials!: MaterialReference[];
}
