import type { HeldRecord } from '@tongxiu/contracts';
import type { Change } from './effect.js';
import type { Verdict } from './read-receipts.js';

/** What a site's answer to "what do you hold" means for a change whose outcome is not known. */
export function judgeHeld(change: Change, held: HeldRecord | undefined): Verdict {
  if (held === undefined) return { kind: 'missing' };
  if (held.version === change.version)
    return { kind: 'applied', receiptNo: String(held.receiptNo ?? '').slice(0, 200), appliedAt: held.appliedAt };
  if (held.version > change.version) return { kind: 'ahead' };
  if (held.pending !== undefined && held.pending >= change.version) return { kind: 'accepted', receiptNo: '' };
  if (held.rejected?.version === change.version) return { kind: 'rejected', code: held.rejected.code };
  return { kind: 'missing' };
}
