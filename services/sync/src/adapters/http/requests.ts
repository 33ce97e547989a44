import { recordKeyPattern, versionMax } from '@tongxiu/contracts';
import { PageSize, PositionAfter } from '@tongxiu/hosting';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { effectStates, type EffectState } from '../../domain/effect.js';
import { siteIdPattern } from '../../domain/site.js';

export class OutcomesRequest {
  @PositionAfter() after = 0;
  @PageSize({ usual: 100, most: 1_000 }) limit = 100;
  /** How long to wait for the next one when everything was read. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) @Max(60) waitSeconds = 0;
}

export class EffectsRequest {
  @Matches(siteIdPattern) site!: string;
  @IsIn(effectStates) state!: EffectState;
  @PositionAfter() after = 0;
  @PageSize({ usual: 100, most: 1_000 }) limit = 100;
}

export class RetryEffectRequest {
  @Matches(siteIdPattern) site!: string;
  @Matches(recordKeyPattern) recordKey!: string;
  @IsInt() @Min(1) @Max(versionMax) version!: number;
}

export class ReconcileRequest {
  @Matches(siteIdPattern) site!: string;
}

export class FiguresRequest {
  /** How many of the last repairs per site the times are taken from. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(1_000_000) last = 10_000;
}
