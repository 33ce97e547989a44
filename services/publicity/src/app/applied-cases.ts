import type { IsoInstant, Reason } from '@tongxiu/contracts';
import type { Tx } from '@tongxiu/messaging';

export interface Submitted {
  readonly caseId: string;
  readonly recordKey: string;
  readonly recordRevision: number;
  readonly subjectName: string;
  readonly creditCode: string;
  /** The applicant agreed that its commitment is published (J-012). */
  readonly publishable: boolean;
  readonly submittedAt: IsoInstant;
}

export type StepKind = 'accepted' | 'refused' | 'withdrawn' | 'revoked';

export interface CaseStepTaken {
  readonly what: StepKind;
  readonly caseId: string;
  readonly recordKey: string;
  readonly at: IsoInstant;
  readonly reasons?: readonly Reason[];
}

/** A promise as the public reads it. */
export interface Commitment {
  readonly caseId: string;
  readonly recordKey: string;
  readonly subjectName: string;
  readonly creditCode: string;
  readonly madeAt: IsoInstant;
  readonly publishedAt: IsoInstant;
  readonly revokedAt: IsoInstant | null;
  readonly revokedWhy: readonly Reason[] | null;
}

export interface WantedCommitments {
  readonly name?: string | undefined;
  readonly creditCode?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** The cases as far as the public side needs them. Either topic may tell of a case first. */
export abstract class AppliedCases {
  abstract submitted(cases: readonly Submitted[], tx: Tx): Promise<void>;
  abstract took(steps: readonly CaseStepTaken[], tx: Tx): Promise<void>;
  /** Published once the application was accepted, and not withdrawn by its applicant (J-045). */
  abstract commitments(wanted: WantedCommitments): Promise<readonly Commitment[]>;
}
