import { ApiProperty } from '@nestjs/swagger';
import { Matches } from 'class-validator';

export class ContactRequest {
  @ApiProperty({ example: '13800000000' }) @Matches(/^1\d{10}$/) phone!: string;
}
