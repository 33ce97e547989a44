import { Type } from 'class-transformer';
import { IsDefined, IsOptional, IsString, ValidateNested } from 'class-validator';

/** Every sentence a person reads exists in Chinese and in English. */
export class Wording {
  @IsString() zh!: string;
  @IsString() en!: string;
}

/** One reason of a verdict or refusal: the rule, where the documents say it, and the sentence itself. */
export class Reason {
  /** Rule id such as `H-014`; absent where a reviewer words a reason. */
  @IsOptional() @IsString() rule?: string;
  /** The clause it stands in, such as `三` or `四(二)1`. */
  @IsOptional() @IsString() clause?: string;
  /** The field at fault, as the caller named it. */
  @IsOptional() @IsString() field?: string;
  @IsDefined() @ValidateNested() @Type(() => Wording) message!: Wording;
}
