import { IsIn, IsOptional, IsString, Length } from 'class-validator';
import { PageAfterId, PageSize } from './paging.js';

export class ParkedPageRequest {
  @IsOptional() @IsString() @Length(1, 100) reaction?: string;
  @IsOptional() @IsString() @Length(1, 200) key?: string;
  @IsOptional() @IsIn(['parked', 'replayed', 'discarded']) status: 'parked' | 'replayed' | 'discarded' = 'parked';
  @PageAfterId() after?: string;
  @PageSize({ usual: 100, most: 500 }) limit = 100;
}

export class DiscardRequest {
  /** Why it is given up; kept with the message. */
  @IsString() @Length(1, 500) reason!: string;
}
