import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';

/** How long a page may be: `usual` where nobody asks, which is what the property begins with. */
export const PageSize = ({ usual, most }: { readonly usual: number; readonly most: number }): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: 'integer', default: usual, minimum: 1, maximum: most, description: 'How many at most.' }),
    IsOptional(),
    Type(() => Number),
    IsInt(),
    Min(1),
    Max(most),
  );

const next = { type: String, description: '`next` of the page before.' } as const;

/** Where the page before ended: the id of its last entry. */
export const PageAfterId = (): PropertyDecorator => applyDecorators(ApiPropertyOptional(next), IsOptional(), IsUUID());

/** Where the page before ended, in words of its own. */
export const PageAfter = (lengthMax: number): PropertyDecorator =>
  applyDecorators(ApiPropertyOptional(next), IsOptional(), IsString(), MaxLength(lengthMax));

/** Beyond this numbers are not told apart any more, and the tables hold none. */
const positionMax = Number.MAX_SAFE_INTEGER;

/** Where reading goes on: behind this position; 0 begins at the beginning. */
export const PositionAfter = (): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({
      type: 'integer',
      default: 0,
      minimum: 0,
      maximum: positionMax,
      description: 'Position read last; 0 from the beginning.',
    }),
    IsOptional(),
    Type(() => Number),
    IsInt(),
    Min(0),
    Max(positionMax),
  );
