import { annexLists } from './annex-lists.js';
import { printedOrganName } from './organ-names.js';

export interface SevereList {
  /** `A2-01` … `A2-07` (Annex 2), `A3-01` … `A3-27` (Annex 3). */
  readonly id: string;
  readonly name: string;
  /** The designating units, each by its own name. */
  readonly units: readonly string[];
  /** The cell of the annex as printed. */
  readonly unitPrinted: string;
  /** Whether the list is shared already (Annex 2), or only once its department is ready (Annex 3, H-068). */
  readonly active: boolean;
  readonly basis: readonly string[];
}

export const severeLists: readonly SevereList[] = annexLists;

const byId = new Map(severeLists.map((list) => [list.id, list]));

export const severeListById = (id: string): SevereList | undefined => byId.get(id);

/** Whether an organ is among those that set up and designate a list (H-061, H-062). */
export function organMayList(listId: string, organName: string): boolean {
  const printed = printedOrganName(organName);
  return printed !== undefined && (byId.get(listId)?.units.includes(printed) ?? false);
}
