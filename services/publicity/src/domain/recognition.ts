import type { Effect, RecognisedState } from '@tongxiu/contracts';
import type { Recognised } from './happening.js';
import type { Publication } from './publication.js';

/** What was decided before about a record: our own refusal to repair, or an outcome another site told. */
export type EarlierDecision =
  | { readonly what: 'ownRefusal'; readonly recordRevision: number | null }
  | {
      readonly what: 'recognition';
      readonly recognitionId: string;
      readonly recordRevision: number;
      readonly state: RecognisedState;
      readonly effects: readonly Effect[];
    };

export const conflictReasons = ['newerListing', 'endedAnotherWay', 'recognitionsDiffer', 'ownRefusal'] as const;
export type ConflictReason = (typeof conflictReasons)[number];

type Case = { readonly ours: Publication; readonly theirs: Recognised; readonly earlier: readonly EarlierDecision[] };

/** When an outcome decided elsewhere contradicts what is known here; a person decides then, with both sides shown (H-044). */
const contradictions: Readonly<Record<ConflictReason, (those: Case) => boolean>> = {
  newerListing: ({ ours, theirs }) => ours.state !== 'removed' && theirs.recordRevision < ours.listingRevision,
  endedAnotherWay: ({ ours, theirs }) => ours.state !== 'shown' && ours.state !== theirs.state,
  recognitionsDiffer: ({ ours, theirs, earlier }) =>
    earlier.some((one) => one.what === 'recognition' && one.recordRevision >= ours.listingRevision && differ(one, theirs)),
  ownRefusal: ({ ours, earlier }) =>
    ours.state === 'shown' &&
    earlier.some((one) => one.what === 'ownRefusal' && (one.recordRevision === null || one.recordRevision >= ours.listingRevision)),
};

export const contradictionsOf = (ours: Publication, theirs: Recognised, earlier: readonly EarlierDecision[]): readonly ConflictReason[] =>
  conflictReasons.filter((reason) => contradictions[reason]({ ours, theirs, earlier }));

type Told = Pick<Recognised, 'recognitionId' | 'state' | 'effects'>;

const differ = (one: Told, other: Told): boolean =>
  one.recognitionId !== other.recognitionId &&
  (one.state !== other.state || [...one.effects].sort().join() !== [...other.effects].sort().join());

/** A recognition that can be neither applied nor dropped. */
export interface Conflict {
  readonly theirs: Recognised;
  readonly reasons: readonly ConflictReason[];
}

/** `agreed`: the record had ended that way already. */
export const recognitionResults = ['applied', 'agreed', 'parked'] as const;
export type RecognitionResult = (typeof recognitionResults)[number];
