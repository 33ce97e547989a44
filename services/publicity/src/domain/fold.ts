import type { Change, Happening, Listed, Refusal, Repaired } from './happening.js';
import { awaited, type Publication } from './publication.js';
import { take } from './take.js';

/** What a batch of happenings comes to: everything that has to be written, in one go. */
export interface Folded {
  /** The last state of every publication that is different now. */
  readonly publications: readonly Publication[];
  readonly changes: readonly Change[];
  readonly refusals: readonly Refusal[];
  /** Repairs to be kept until the listing they are about is heard of. */
  readonly early: readonly Repaired[];
  /** Kept repairs whose time has come. */
  readonly released: readonly Repaired[];
  /** The listings whose content and period hold from now on, one a record. */
  readonly listings: readonly Listed[];
}

/** Takes a batch in order; after each entry of the register, the repairs kept for it take their turn. */
export function fold(present: ReadonlyMap<string, Publication>, happenings: readonly Happening[], kept: readonly Repaired[] = []): Folded {
  const now = new Map<string, Publication>();
  const listings = new Map<string, Listed>();
  const folded = { changes: [] as Change[], refusals: [] as Refusal[], early: [] as Repaired[], released: [] as Repaired[] };
  const waiting = new Set(kept);

  const one = (happening: Happening): void => {
    const before = now.get(happening.recordKey) ?? present.get(happening.recordKey) ?? awaited(happening.recordKey);
    const outcome = take(before, happening);
    if (outcome.kind === 'early') {
      folded.early.push(happening as Repaired);
      return;
    }
    if (outcome.publication !== before) now.set(happening.recordKey, outcome.publication);
    if (outcome.kind === 'refused') folded.refusals.push(refusalOf(happening, before, outcome.reason));
    else {
      folded.changes.push(outcome.change);
      if (happening.what === 'listed') listings.set(happening.recordKey, happening);
    }
  };

  for (const happening of happenings) {
    one(happening);
    if (waiting.size === 0 || happening.what === 'repaired') continue;
    for (const repaired of waiting) {
      if (repaired.recordKey !== happening.recordKey || repaired.recordRevision > (now.get(repaired.recordKey)?.registerRevision ?? 0))
        continue;
      waiting.delete(repaired);
      folded.released.push(repaired);
      one(repaired);
    }
  }
  return { ...folded, publications: [...now.values()], listings: [...listings.values()] };
}

function refusalOf(happening: Happening, { state }: Publication, reason: Refusal['reason']): Refusal {
  const { eventId, recordKey, what } = happening;
  const revision = what === 'repaired' ? happening.recordRevision : what === 'maximumReached' ? null : happening.revision;
  return { eventId, recordKey, what, revision, state, reason };
}
