import type { IsoDate } from '@tongxiu/working-days';
import type { RecordKind } from './case-facts.js';
import { clauses } from './clauses.js';
import { rulebookOf } from './files/rulebook-of.js';
import { rulebookFaults } from './rulebook-faults.js';
import { rulebookFiles } from './rulebook-files.js';
import type { Rulebook } from './rulebook.js';

export const rulebooks: readonly Rulebook[] = rulebookFiles.map(rulebookOf);

/** A wrong rulebook must not judge anybody: nothing that imports it starts. */
const faults = rulebookFaults(rulebooks, clauses);
if (faults.length > 0) throw new Error(`The rulebooks cannot be used. ${faults.join(' ')}`);

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
