import type { Channel, IsoDate, IsoInstant, MaterialKind, RecordKind } from '@tongxiu/contracts';
import type { Tx } from '@tongxiu/messaging';

export interface Words {
  readonly zh: string;
  readonly en: string;
}

/** A sentence with the clause it stands in. */
export interface Point {
  readonly rule: string;
  readonly clause: string;
  readonly message: Words;
}

/** One way of having a record repaired, from the application to the effect. */
export interface Route {
  /** Which records of the kind go this way. */
  readonly for: Words;
  readonly acceptingUnit: Point;
  readonly channel: { readonly id: Channel; readonly name: Words; readonly url: string | null; readonly steps: readonly Point[] };
  readonly conditions: readonly Point[];
  readonly materials: readonly (Point & { readonly anyOf: readonly MaterialKind[] })[];
  readonly limits: readonly (Point & { readonly workingDays: number | null })[];
  readonly periods: readonly (Point & { readonly minimumMonths: number | null; readonly maximumMonths: number | null })[];
  readonly effects: readonly Point[];
}

export interface KindGuidance {
  readonly kind: RecordKind;
  readonly name: Words;
  readonly rulebook: { readonly id: string; readonly title: Words; readonly note: Words };
  readonly policyBasis: readonly Point[];
  readonly routes: readonly Route[];
  /** What holds for every kind: asking how it stands, objecting, no fee, windows. */
  readonly goodToKnow: readonly Point[];
}

export interface ListRegime {
  readonly listId: string;
  readonly active: boolean;
  readonly removalConditions: Words;
  readonly procedure: Words;
  readonly materials: readonly MaterialKind[];
  readonly changedAt: IsoInstant;
}

/** One severe list with what its own department states about it (H-063, H-079). */
export interface ListGuidance {
  readonly listId: string;
  readonly name: string;
  readonly units: readonly string[];
  readonly basis: readonly string[];
  readonly active: boolean;
  /** What follows from not being shared yet, or from a regime that was not stated. */
  readonly remarks: readonly Point[];
  readonly regime:
    | (Omit<ListRegime, 'listId' | 'active' | 'materials'> & {
        readonly materials: readonly { readonly kind: MaterialKind; readonly name: Words }[];
      })
    | null;
}

export abstract class Guidance {
  abstract of(kind: RecordKind, on: IsoDate): KindGuidance;
  /** Every list of the annexes, with the regimes that were stated. */
  abstract lists(regimes: readonly ListRegime[]): readonly ListGuidance[];
}

export abstract class ListRegimes {
  /** Of several statements about a list the newest counts, in whatever order they come. */
  abstract follow(regimes: readonly ListRegime[], tx: Tx): Promise<void>;
  abstract all(): Promise<readonly ListRegime[]>;
}
