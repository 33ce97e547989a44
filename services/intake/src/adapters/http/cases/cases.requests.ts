import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsOptional, IsString, Length, Matches, ValidateNested } from 'class-validator';
import { MaterialClaimRequest } from '../applications/applications.requests.js';

export class ObjectionRequest {
  @ApiProperty({ minLength: 1, maxLength: 4000, description: 'Why the refusal is wrong' })
  @IsString()
  @Length(1, 4000)
  @Matches(/\S/u)
  grounds!: string;
  @ApiPropertyOptional({ type: () => [MaterialClaimRequest], maxItems: 20 })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => MaterialClaimRequest)
  materials?: MaterialClaimRequest[];
  /** Where the answer is told; kept sealed, and no longer than the case. */
  @ApiPropertyOptional({ example: '13800000000' }) @IsOptional() @Matches(/^1\d{10}$/) phone?: string;
}
