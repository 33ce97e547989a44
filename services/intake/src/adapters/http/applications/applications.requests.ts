import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { creditCodePattern, materialKinds, recordKeyPattern, type ApplicantStatements, type MaterialKind } from '@tongxiu/contracts';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsBoolean,
  IsDefined,
  IsIn,
  IsOptional,
  IsUUID,
  Matches,
  ValidateNested,
} from 'class-validator';
import { entries, type Entry } from '../../../app/submit-applications.js';

export class MaterialClaimRequest {
  @ApiProperty({ enum: materialKinds }) @IsIn(materialKinds) kind!: MaterialKind;
  @ApiProperty({ format: 'uuid' }) @IsUUID() materialId!: string;
}

/** What the applicant states, and is liable for. All three must be true for the application to be possible (H-010). */
export class StatementsRequest implements ApplicantStatements {
  @ApiProperty() @IsBoolean() corrected!: boolean;
  @ApiProperty() @IsBoolean() obligationsPerformed!: boolean;
  @ApiProperty() @IsBoolean() commitmentPublishable!: boolean;
}

export class ApplicationRequestBody {
  @ApiProperty({ example: 'penalty:11150100011528041W:呼市监罚〔2025〕12号' }) @Matches(recordKeyPattern) recordKey!: string;
  @ApiProperty({ example: '91350100M000100Y43' }) @Matches(creditCodePattern) creditCode!: string;
  @ApiProperty({ type: () => StatementsRequest })
  @IsDefined()
  @ValidateNested()
  @Type(() => StatementsRequest)
  statements!: StatementsRequest;
  @ApiProperty({ type: () => [MaterialClaimRequest], maxItems: 20 })
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => MaterialClaimRequest)
  materials!: MaterialClaimRequest[];
  /** Where the query code and every later step is told (H-034). Kept sealed, and no longer than the case. */
  @ApiPropertyOptional({ example: '13800000000' }) @IsOptional() @Matches(/^1\d{10}$/) phone?: string;
  /** Where the application was made: online, or at a service window (J-051). */
  @ApiPropertyOptional({ enum: entries }) @IsOptional() @IsIn(entries) channelOfEntry?: Entry;
}

export class SupplementRequestBody {
  @ApiProperty({ type: () => [MaterialClaimRequest], minItems: 1, maxItems: 20 })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => MaterialClaimRequest)
  materials!: MaterialClaimRequest[];
}
