import type { RecordKind, Tier, Wording } from '@tongxiu/contracts';
import type { BreakerState } from '../domain/breaker.js';
import type { EffectState } from '../domain/effect.js';

/** How a lane is doing, for the operator. */
export interface LaneView {
  readonly id: string;
  readonly tier: Tier;
  readonly name: Wording;
  readonly kinds: readonly RecordKind[];
  readonly configured: boolean;
  readonly breaker: BreakerState;
  readonly failures: number;
  readonly resumeAt: string | null;
  readonly lastError: string | null;
  readonly lastErrorAt: string | null;
  /** Not yet applied: waiting, on the way, or to be tried again; parked ones apart. */
  readonly open: number;
  readonly parked: number;
  readonly oldestDueAt: string | null;
  readonly oldestReceivedAt: string | null;
  readonly notYetReadBack: number;
  readonly readBackDifferences: number;
  readonly breaches: number;
}

export interface EffectView {
  readonly changeId: number;
  readonly recordKey: string;
  readonly version: number;
  readonly state: EffectState;
  readonly attempts: number;
  readonly dueAt: string | null;
  readonly nextAttemptAt: string | null;
  readonly receiptNo: string | null;
  readonly code: string | null;
  readonly note: string | null;
}

export interface SiteFigures {
  readonly site: string;
  readonly tier: Tier;
  readonly states: Readonly<Record<EffectState, number>>;
  readonly late: number;
  /** Of the last repairs applied on this site. */
  readonly approvedToAppliedMs: { readonly p50: number | null; readonly p99: number | null; readonly repairs: number };
}

export interface EffectFilter {
  readonly site: string;
  readonly state: EffectState;
  readonly after: number;
  readonly limit: number;
}

export type Retry = 'taken-up' | 'unknown' | 'not-open';

export abstract class Oversight {
  abstract lanes(): Promise<readonly LaneView[]>;
  abstract effects(filter: EffectFilter): Promise<readonly EffectView[]>;
  abstract figures(last: number): Promise<readonly SiteFigures[]>;
  /** Makes a parked or waiting effect due at once. */
  abstract retry(site: string, recordKey: string, version: number): Promise<Retry>;
}
