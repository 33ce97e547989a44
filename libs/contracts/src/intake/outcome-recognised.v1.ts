import { ArrayNotEmpty, IsArray, IsIn, IsInt, IsISO8601, IsString, IsUUID, Length, Matches, Min } from 'class-validator';
import { topics } from '../envelope.js';
import { creditCodePattern, effects, recordKeyPattern, type Effect } from '../record.js';

/** What another site may have decided about a record of ours (互认, H-044). */
export const recognisedStates = ['withdrawn', 'removed'] as const;
export type RecognisedState = (typeof recognisedStates)[number];

/** An outcome decided elsewhere has the same effect here as our own, without a second application. */
export class OutcomeRecognisedV1 {
  static readonly type = 'intake.outcome-recognised.v1';
  static readonly topic = topics.intake;

  @IsUUID() recognitionId!: string;
  @Matches(recordKeyPattern) recordKey!: string;
  @IsInt() @Min(1) recordRevision!: number;
  @IsIn(recognisedStates) state!: RecognisedState;
  @IsArray() @ArrayNotEmpty() @IsIn(effects, { each: true }) effects!: Effect[];
  /** The site that told us, and its own number for the outcome. */
  @IsString() @Length(1, 64) site!: string;
  @IsString() @Length(1, 128) reference!: string;
  @Matches(creditCodePattern) organCode!: string;
  @IsString() @Length(1, 200) organName!: string;
  @IsISO8601({ strict: true }) decidedAt!: string;
  @IsISO8601({ strict: true }) receivedAt!: string;
}
