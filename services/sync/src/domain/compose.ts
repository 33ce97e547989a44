import type { RecordKind } from '@tongxiu/contracts';
import type { Change } from './effect.js';

/** A change to be tried again, with how often it was tried. */
export interface Again {
  readonly change: Change;
  readonly attempts: number;
}

/** After so many attempts a change is sent by itself: if it is what the site stumbles over, its neighbours no longer fall with it. */
export const aloneFromAttempts = 4;
/** A site that accepted a version and does not carry it out is given so many looks before the newer version is sent regardless. */
export const owedPatience = 40;

export interface Composition {
  /** One version per record at most, in the order the changes were taken in. */
  readonly send: readonly Change[];
  /** Older versions of a record whose newer one is here too: nobody needs them any more. */
  readonly overtaken: readonly Change[];
  /** Records of which the site still owes an older version it has accepted: sending now could end on the older one. */
  readonly heldBack: readonly Change[];
  /** Every fresh change up to here is accounted for by the three lists, or is none of the site's business. */
  readonly through: number;
}

/** Chooses what goes into the next request of a lane: what is to be tried again first, then fresh changes in order. */
export function compose(
  again: readonly Again[],
  fresh: readonly Change[],
  from: number,
  site: { readonly kinds: ReadonlySet<RecordKind>; readonly owed: ReadonlySet<string>; readonly sizeMax: number },
): Composition {
  const newest = new Map<string, Change>();
  const overtaken: Change[] = [];
  const heldBack: Change[] = [];
  let through = from;
  const consider = (change: Change): void => {
    const other = newest.get(change.recordKey);
    if (other !== undefined) overtaken.push(other.version < change.version ? other : change);
    if (other === undefined || other.version < change.version) newest.set(change.recordKey, change);
  };
  for (const { change, attempts } of again) {
    if (newest.size >= site.sizeMax) break;
    if (change.overtaken === true) overtaken.push(change);
    else if (site.owed.has(change.recordKey) && attempts < owedPatience) heldBack.push(change);
    else if (attempts < aloneFromAttempts) consider(change);
    else if (newest.size === 0) return { send: [change], overtaken, heldBack, through };
  }
  for (const change of fresh) {
    if (newest.size >= site.sizeMax && !newest.has(change.recordKey)) break;
    through = change.id;
    if (change.outdated || !site.kinds.has(change.kind)) continue;
    if (change.overtaken === true) overtaken.push(change);
    else if (site.owed.has(change.recordKey)) heldBack.push(change);
    else consider(change);
  }
  return { send: [...newest.values()].sort((one, other) => one.id - other.id), overtaken, heldBack, through };
}
