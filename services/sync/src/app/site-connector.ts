import type { BucketDigest, HeldRecord, PublicationAnswer, PublicRecord, SiteErrorCode } from '@tongxiu/contracts';
import type { Change } from '../domain/effect.js';

/**
 * How a request to a site ended. What matters is whether anything may have been carried out: `refused` and `unreachable` say that
 * nothing was; `unknown` says that nobody can tell, which is not failure but a question.
 */
export type Ending<Answer> =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly code?: SiteErrorCode | undefined;
      readonly retryAfterMs?: number | undefined;
      readonly why: string;
    }
  | { readonly kind: 'unreachable'; readonly why: string }
  | { readonly kind: 'unknown'; readonly why: string };

/** One outside site. One file per way of speaking to a site implements it. */
export abstract class SiteConnector {
  abstract publish(batchId: string, changes: readonly Change[]): Promise<Ending<PublicationAnswer>>;
  /** What the site holds of these records, by record key. */
  abstract status(recordKeys: readonly string[]): Promise<Ending<ReadonlyMap<string, HeldRecord>>>;
  /** Everything the site holds, summed up by bucket. */
  abstract digests(): Promise<Ending<ReadonlyMap<string, BucketDigest>>>;
  /** What the public sees of these records, by record key. */
  abstract lookUp(recordKeys: readonly string[]): Promise<Ending<ReadonlyMap<string, PublicRecord>>>;
  abstract close(): Promise<void>;
}
