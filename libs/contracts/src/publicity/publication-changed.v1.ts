import { Type } from 'class-transformer';
import {
  IsArray,
  IsDefined,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Min,
  ValidateNested,
} from 'class-validator';
import { topics } from '../envelope.js';
import { creditCodePattern, effects, RecordContent, recordKeyPattern, recordKinds, type Effect, type RecordKind } from '../record.js';

/** What the public sees of a record: shown, withdrawn by a repair, removed by its organ, or expired at the maximum period. */
export const publicationStates = ['shown', 'withdrawn', 'removed', 'expired'] as const;
export type PublicationState = (typeof publicationStates)[number];

/** The decision behind a change: enough to answer "why does this site show that" without asking another service. */
export class PublicationCause {
  /** Id of the event that told it. */
  @IsUUID() eventId!: string;
  /** The repair case, where a repair is the cause. */
  @IsOptional() @IsUUID() caseId?: string;
  @Matches(creditCodePattern) organCode!: string;
  @IsString() @Length(1, 200) organName!: string;
  /** The other site, where the outcome was decided elsewhere and recognised here (H-044). */
  @IsOptional() @IsString() @Length(1, 64) site?: string;
  /** Rulebook edition that was applied, where one was. */
  @IsOptional() @IsString() rulebook?: string;
  @IsISO8601({ strict: true }) decidedAt!: string;
}

/** The desired state of a record on every site changed. A site that holds a lower version must take this one; a higher one, none. */
export class PublicationChangedV1 {
  static readonly type = 'publicity.publication-changed.v1';
  static readonly topic = topics.publicity;

  @Matches(recordKeyPattern) recordKey!: string;
  @IsInt() @Min(1) version!: number;
  @IsIn(recordKinds) kind!: RecordKind;
  @Matches(creditCodePattern) creditCode!: string;
  @IsIn(publicationStates) state!: PublicationState;
  /** Only when shown. */
  @IsOptional() @ValidateNested() @Type(() => RecordContent) record?: RecordContent;
  @IsArray() @IsIn(effects, { each: true }) effects!: Effect[];
  @IsDefined() @ValidateNested() @Type(() => PublicationCause) cause!: PublicationCause;
  /** Start of the one-working-day clock: receipt by the platform, or the approval. */
  @IsISO8601({ strict: true }) clockStartedAt!: string;
  @IsISO8601({ strict: true }) changedAt!: string;
}
