import type { RecordContent } from '@tongxiu/contracts';
import type { Change, Early, Happening, Listed, Recognised, Refusal } from './happening.js';
import type { PublicityPeriod } from './publicity-period.js';
import { awaited, type Publication } from './publication.js';
import type { Conflict, EarlierDecision, RecognitionResult } from './recognition.js';
import { take, type Outcome } from './take.js';

/** What a record says and how long it is shown; only needed where something is to be shown again. */
export interface Standing {
  readonly record: RecordContent;
  readonly period: PublicityPeriod;
}

/** What is known of the records besides their publications. Ordinary repairs need none of it. */
export interface Background {
  /** Decisions that came before the listing they are about, in the order they came. */
  readonly kept?: readonly Early[];
  readonly standing?: ReadonlyMap<string, Standing>;
  readonly earlier?: ReadonlyMap<string, readonly EarlierDecision[]>;
}

/** What a batch of happenings comes to: everything that has to be written, in one go. */
export interface Folded {
  /** The last state of every publication that is different now. */
  readonly publications: readonly Publication[];
  readonly changes: readonly Change[];
  readonly refusals: readonly Refusal[];
  /** Decisions to be kept until the listing they are about is heard of. */
  readonly early: readonly Early[];
  /** Kept decisions whose time has come. */
  readonly released: readonly Early[];
  /** The listings whose content and period hold from now on, one a record. */
  readonly listings: readonly Listed[];
  /** What other sites told, and what came of it. */
  readonly recognitions: readonly { readonly recognised: Recognised; readonly result: RecognitionResult }[];
  readonly conflicts: readonly Conflict[];
  /** Periods of records that are shown again without a listing of their own. */
  readonly restored: readonly { readonly recordKey: string; readonly period: PublicityPeriod }[];
}

/** Takes a batch in order; after each entry of the register, the decisions kept for it take their turn. */
export function fold(present: ReadonlyMap<string, Publication>, happenings: readonly Happening[], background: Background = {}): Folded {
  const folding = new Folding(present, background);
  for (const happening of happenings) {
    folding.one(happening);
    if (happening.what === 'listed' || happening.what === 'removed') folding.release(happening.recordKey);
  }
  return folding.folded();
}

class Folding {
  private readonly now = new Map<string, Publication>();
  private readonly listings = new Map<string, Listed>();
  private readonly restored = new Map<string, PublicityPeriod>();
  private readonly changes: Change[] = [];
  private readonly refusals: Refusal[] = [];
  private readonly early: Early[] = [];
  private readonly released: Early[] = [];
  private readonly recognitions: { recognised: Recognised; result: RecognitionResult }[] = [];
  private readonly conflicts: Conflict[] = [];
  private readonly waiting: Set<Early>;

  constructor(
    private readonly present: ReadonlyMap<string, Publication>,
    private readonly background: Background,
  ) {
    this.waiting = new Set(background.kept);
  }

  one(happening: Happening): void {
    const { recordKey } = happening;
    const before = this.now.get(recordKey) ?? this.present.get(recordKey) ?? awaited(recordKey);
    const outcome = take(before, happening, { standing: this.standingOf(recordKey), earlier: this.earlierOf(recordKey) });
    if (outcome.kind === 'early') {
      this.early.push(happening as Early);
      return;
    }
    if (outcome.publication !== before) this.now.set(recordKey, outcome.publication);
    if (outcome.kind === 'moved') this.changes.push(outcome.change);
    if (outcome.kind === 'refused') this.refusals.push(refusalOf(happening, before, outcome.reason));
    if (outcome.kind === 'conflict') this.conflicts.push({ theirs: outcome.theirs, reasons: outcome.reasons });
    this.remember(happening, outcome);
  }

  release(recordKey: string): void {
    for (const kept of this.waiting) {
      if (kept.recordKey !== recordKey || kept.recordRevision > (this.now.get(recordKey)?.registerRevision ?? 0)) continue;
      this.waiting.delete(kept);
      this.released.push(kept);
      this.one(kept);
    }
  }

  folded(): Folded {
    const { changes, refusals, early, released, recognitions, conflicts } = this;
    const restored = [...this.restored].map(([recordKey, period]) => ({ recordKey, period }));
    const lists = { changes, refusals, early, released, recognitions, conflicts, restored };
    return { ...lists, publications: [...this.now.values()], listings: [...this.listings.values()] };
  }

  /** A correction of a record that is not shown changes nothing outside, but is what would be shown again. */
  private remember(happening: Happening, outcome: Exclude<Outcome, { kind: 'early' }>): void {
    const { recordKey } = happening;
    const outdated = outcome.kind === 'refused' && outcome.reason === 'outdated';
    if (happening.what === 'listed' && !outdated) this.listings.set(recordKey, happening);
    if (happening.what === 'recognised') {
      const result = outcome.kind === 'moved' ? 'applied' : outcome.kind === 'conflict' ? 'parked' : 'agreed';
      this.recognitions.push({ recognised: happening, result });
    }
    const period = this.standingOf(recordKey)?.period;
    if (happening.what === 'revoked' && outcome.kind === 'moved' && outcome.change.state === 'shown' && period !== undefined)
      this.restored.set(recordKey, period);
  }

  private standingOf(recordKey: string): Standing | undefined {
    return this.listings.get(recordKey) ?? this.background.standing?.get(recordKey);
  }

  private earlierOf(recordKey: string): readonly EarlierDecision[] {
    const known = this.background.earlier?.get(recordKey) ?? [];
    const told = this.recognitions.filter(({ recognised }) => recognised.recordKey === recordKey);
    return [...known, ...told.map(({ recognised }) => ({ ...recognised, what: 'recognition' as const }))];
  }
}

function refusalOf(happening: Happening, { state }: Publication, reason: Refusal['reason']): Refusal {
  const { eventId, recordKey, what } = happening;
  const revision = 'recordRevision' in happening ? happening.recordRevision : what === 'maximumReached' ? null : happening.revision;
  return { eventId, recordKey, what, revision, state, reason };
}
