import type { IsoDate } from '@tongxiu/working-days';
import { hhht2024 } from './books/hhht-2024.js';
import type { RecordKind } from './case-facts.js';
import type { Rulebook } from './rulebook.js';

export const rulebooks: readonly Rulebook[] = [hhht2024];

export const rulebookById = (id: string): Rulebook | undefined => rulebooks.find((rulebook) => rulebook.id === id);

export interface LegalPlace {
  readonly jurisdiction: string;
  readonly kind: RecordKind;
  readonly on: IsoDate;
}

/** The rulebook in force for a kind of record on a day. */
export function rulebookFor({ jurisdiction, kind, on }: LegalPlace): Rulebook | undefined {
  return rulebooks.find(
    (rulebook) =>
      rulebook.jurisdiction === jurisdiction &&
      rulebook.kinds.includes(kind) &&
      rulebook.validFrom <= on &&
      (rulebook.validTo === null || on <= rulebook.validTo),
  );
}
