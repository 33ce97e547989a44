import { IsArray, IsIn, IsInt, IsISO8601, IsOptional, IsString, Matches, Min } from 'class-validator';
import { topics } from '../envelope.js';
import { publicationStates, type PublicationState } from '../publicity/publication-changed.v1.js';
import { creditCodePattern, effects, recordKeyPattern, recordKinds, type Effect, type RecordKind } from '../record.js';

/**
 * For integrators: a record is no longer shown, because it was repaired, removed by its organ, or reached its maximum. Or, with state
 * `shown`, it is shown again after such an outcome, because the repair was revoked (J-018) or another site's outcome was overruled:
 * what was lifted on the earlier one holds again. Thin on purpose: fetch the record's timeline for more. `position` counts 1, 2, 3 …
 * without gaps.
 */
export class RepairOutcomeV1 {
  static readonly type = 'sync.repair-outcome.v1';
  static readonly topic = topics.outcomes;

  @IsInt() @Min(1) position!: number;
  @Matches(recordKeyPattern) recordKey!: string;
  @IsInt() @Min(1) version!: number;
  @IsIn(recordKinds) kind!: RecordKind;
  @Matches(creditCodePattern) creditCode!: string;
  @IsIn(publicationStates) state!: PublicationState;
  @IsArray() @IsIn(effects, { each: true }) effects!: Effect[];
  @Matches(creditCodePattern) organCode!: string;
  @IsOptional() @IsString() rulebook?: string;
  @IsISO8601({ strict: true }) decidedAt!: string;
}
