import { ApiProperty } from '@nestjs/swagger';
import { creditCodePattern, recognisedStates, recordKeyPattern, type RecognisedState } from '@tongxiu/contracts';
import { IsIn, IsISO8601, IsString, Length, Matches } from 'class-validator';

export class RecognitionRequest {
  @ApiProperty() @Matches(recordKeyPattern) recordKey!: string;
  @ApiProperty({ enum: recognisedStates }) @IsIn(recognisedStates) state!: RecognisedState;
  @ApiProperty({ description: 'The site that decided or tells it' }) @Matches(/^[a-z0-9][a-z0-9-]{0,63}$/u) site!: string;
  @ApiProperty({ description: 'The site’s own number for the outcome; telling it twice is harmless' })
  @IsString()
  @Length(1, 128)
  @Matches(/\S/u)
  reference!: string;
  @ApiProperty() @Matches(creditCodePattern) organCode!: string;
  @ApiProperty() @IsString() @Length(1, 200) @Matches(/\S/u) organName!: string;
  @ApiProperty({ description: 'A day, or an instant with its offset' }) @IsISO8601({ strict: true }) decidedAt!: string;
}

export class DismissalRequest {
  @ApiProperty({ minLength: 1, maxLength: 2000 }) @IsString() @Length(1, 2000) @Matches(/\S/u) reason!: string;
}
