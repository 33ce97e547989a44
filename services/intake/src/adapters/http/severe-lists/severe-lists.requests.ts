import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';

export class ActivationRequest {
  @ApiProperty() @IsBoolean() active!: boolean;
}
