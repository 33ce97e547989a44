import { builtInYears } from './built-in-years.js';
import type { CalendarEdition } from './calendar-edition.js';

/** 2004 to 2026, as the State Council announced them. Later years are loaded as a new edition. */
export const builtInCalendar: CalendarEdition = { edition: 'CN-2026', years: builtInYears };
