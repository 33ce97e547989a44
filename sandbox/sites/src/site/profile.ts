import type { Tier } from '@tongxiu/contracts/site';
import type { RecordKind, Wording } from '@tongxiu/contracts';

export type SiteId = 'credit-china' | 'publicity-system' | 'regional-platform' | 'credit-hohhot';

/** What makes one site different from another: its name, its numbers and its look. */
export interface SiteProfile {
  readonly id: SiteId;
  readonly tier: Tier;
  readonly name: Wording;
  readonly motto: Wording;
  readonly defaultPort: number;
  /** First letters of every receipt number of this site. */
  readonly receiptPrefix: string;
  readonly kinds: readonly RecordKind[];
  /** Style sheet added to the common one; it sets at least `--accent`. */
  readonly css: string;
}
