import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Max, Min } from 'class-validator';

export class ParkedPageRequest {
  @IsOptional() @IsString() @Length(1, 100) reaction?: string;
  @IsOptional() @IsString() @Length(1, 200) key?: string;
  @IsOptional() @IsIn(['parked', 'replayed', 'discarded']) status: 'parked' | 'replayed' | 'discarded' = 'parked';
  @IsOptional() @IsUUID() after?: string;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(500) limit = 100;
}

export class DiscardRequest {
  /** Why it is given up; kept with the message. */
  @IsString() @Length(1, 500) reason!: string;
}
