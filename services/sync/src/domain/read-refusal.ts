import type { SiteErrorCode } from '@tongxiu/contracts';

/** `smaller`: fewer changes at a time. `poison`: something in the batch cannot be read. `pause`: the site, or our access to it, is not well. */
export type RefusalReading = 'smaller' | 'poison' | 'pause';

/** A request refused as a whole was not carried out; what its status and code call for. */
export function readRefusal(status: number, code: SiteErrorCode | undefined): RefusalReading {
  if (status === 413 || code === 'TOO_MANY_CHANGES') return 'smaller';
  if (status === 400 || status === 422) return 'poison';
  return 'pause';
}

/**
 * A site that refuses everything is broken, not fed with poison: after so many changes were refused alone in a row, the rest is kept and
 * the breaker opens.
 */
export const refusedAloneInARowMax = 5;
