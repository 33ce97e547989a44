import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { creditCodePattern, isoDatePattern } from '@tongxiu/contracts';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';

export class NoticeRequest {
  @ApiPropertyOptional({ enum: ['docx', 'pdf'], default: 'docx' })
  @IsOptional()
  @IsIn(['docx', 'pdf'])
  format: 'docx' | 'pdf' = 'docx';

  @ApiPropertyOptional({ description: 'The day under the signature; today when absent.', example: '2026-11-22' })
  @IsOptional()
  @Matches(isoDatePattern)
  on?: string;
}

export class NoticeServiceRequest {
  @ApiProperty({ description: 'The day the notice reached the party.', example: '2026-11-20' })
  @Matches(isoDatePattern)
  servedOn!: string;

  @ApiProperty({ description: 'The day the penalty decision reached the party.', example: '2026-11-20' })
  @Matches(isoDatePattern)
  decisionServedOn!: string;

  @ApiProperty({ description: 'Number of the delivery receipt (送达回证) in the enforcement file.' })
  @IsString()
  @Length(1, 200)
  @Matches(/\S/u)
  receiptReference!: string;
}

export class NoticeTemplateRequest {
  @ApiProperty({
    type: [String],
    description: 'The body of the notice. Placeholders: {subjectName} {organName} {documentNo} {decidedOn} {date}.',
  })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(60)
  @IsString({ each: true })
  @Length(1, 2000, { each: true })
  paragraphs!: string[];
}

export class NoticeServicesRequest {
  @ApiPropertyOptional({ description: 'Code of the organ; a department may leave it out and sees its own.' })
  @IsOptional()
  @Matches(creditCodePattern)
  organ?: string;

  @ApiPropertyOptional({ description: '`next` of the page before.' })
  @IsOptional()
  @IsString()
  @MaxLength(400)
  after?: string;

  @ApiPropertyOptional({ default: 100, minimum: 1, maximum: 1000 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1000)
  limit = 100;
}
