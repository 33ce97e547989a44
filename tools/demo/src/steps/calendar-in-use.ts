import type { CalendarEdition } from '@tongxiu/working-days';
import { call, type Platform } from './platform.js';

/** The calendar that `sync`, which owes the sites their one working day, counts by: the one that ships, or what an operator loaded since. */
export const calendarInUse = async (platform: Platform): Promise<CalendarEdition> =>
  call<CalendarEdition>('GET', `${platform.urls.sync}/calendars/current`, await platform.token('operator'));
