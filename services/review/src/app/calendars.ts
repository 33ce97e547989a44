import type { CalendarEdition } from '@tongxiu/working-days';

/** The calendars deadlines are and were counted by. */
export abstract class Calendars {
  abstract current(): Promise<CalendarEdition>;
  abstract edition(name: string): Promise<CalendarEdition | undefined>;
}
