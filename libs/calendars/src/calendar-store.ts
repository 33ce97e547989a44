import type { CalendarEdition, CalendarFault } from '@tongxiu/working-days';

export type LoadOutcome =
  | { readonly kind: 'loaded' }
  /** The edition had been loaded before with the same days; it is current again. */
  | { readonly kind: 'repeated' }
  | { readonly kind: 'refused'; readonly faults: readonly CalendarFault[] };

/** The calendars a service knows, in its own database. An edition never changes once loaded, so whoever holds one may keep it. */
export abstract class CalendarStore {
  /** The edition new deadlines are counted by; the built-in one until another is loaded. */
  abstract current(): Promise<CalendarEdition>;
  /** An edition by name, for deadlines that were counted by it. */
  abstract edition(name: string): Promise<CalendarEdition | undefined>;
  /** Makes an edition current, or refuses it naming every fault; `loadedBy` is the token subject of the operator. */
  abstract load(edition: CalendarEdition, loadedBy: string): Promise<LoadOutcome>;
}
