import { recordKeyPattern } from '@tongxiu/contracts';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { effectStates, type EffectState } from '../../domain/effect.js';

export class OutcomesRequest {
  /** Position read last; 0 from the beginning. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) after = 0;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(1_000) limit = 100;
  /** How long to wait for the next one when everything was read. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) @Max(60) waitSeconds = 0;
}

export class EffectsRequest {
  @IsString() @Length(1, 63) site!: string;
  @IsIn(effectStates) state!: EffectState;
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) after = 0;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(1_000) limit = 100;
}

export class RetryEffectRequest {
  @IsString() @Length(1, 63) site!: string;
  @Matches(recordKeyPattern) recordKey!: string;
  @IsInt() @Min(1) version!: number;
}

export class FiguresRequest {
  /** How many of the last repairs per site the times are taken from. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(1_000_000) last = 10_000;
}
