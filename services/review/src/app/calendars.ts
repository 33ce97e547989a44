import type { CalendarEdition } from '@tongxiu/working-days';

/** The calendar deadlines are counted by. */
export abstract class Calendars {
  abstract current(): Promise<CalendarEdition>;
}
