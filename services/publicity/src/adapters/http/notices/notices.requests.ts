import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { creditCodePattern, isoDatePattern } from '@tongxiu/contracts';
import { PageAfter, PageSize } from '@tongxiu/hosting';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';

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

  @PageAfter(400) after?: string;

  @PageSize({ usual: 100, most: 1000 }) limit = 100;
}
