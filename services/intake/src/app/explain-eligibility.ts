import type { IsoDate, RecordContent } from '@tongxiu/contracts';
import { eligibilityOf, type Eligibility, type OnFile, type RecordState } from '../domain/repair/eligibility.js';
import type { RulesInForce } from './rules-in-force.js';

export interface StandingRecord extends RecordState {
  readonly record: RecordContent;
}

export abstract class EligibilityFacts {
  abstract standing(recordKey: string): Promise<StandingRecord | undefined>;
  abstract onFile(recordKey: string, creditCode: string): Promise<readonly OnFile[]>;
}

export type EligibilityResult =
  { readonly kind: 'explained'; readonly eligibility: Eligibility } | { readonly kind: 'unknown-record' | 'before-decision' | 'no-rules' };

/** Which rules hold, which do not and why, what is missing, who accepts, and by when each step would end. */
export class ExplainEligibility {
  constructor(
    private readonly facts: EligibilityFacts,
    private readonly rules: RulesInForce,
  ) {}

  async run(recordKey: string, asOf: IsoDate, mayKnow: (record: RecordContent) => boolean): Promise<EligibilityResult> {
    const standing = await this.facts.standing(recordKey);
    if (standing === undefined || !mayKnow(standing.record)) return { kind: 'unknown-record' };
    const { record } = standing;
    if (asOf < record.decidedOn) return { kind: 'before-decision' };
    const rulebook = this.rules.rulebookFor(record, asOf);
    if (rulebook === undefined) return { kind: 'no-rules' };
    const onFile = await this.facts.onFile(recordKey, record.creditCode);
    const calendar = await this.rules.calendar();
    return { kind: 'explained', eligibility: eligibilityOf({ record, state: standing, onFile, asOf }, rulebook, calendar) };
  }
}
