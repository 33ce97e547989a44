import type { CalendarStore } from '@tongxiu/calendars';
import { rulebookFor } from '@tongxiu/rulebook';
import { type RulesInForce } from './app/rules-in-force.js';

/** An application is judged by the rulebook in force on the day it is made, and its days are counted by the calendar in use then. */
export const rulesInForce = (jurisdiction: string, calendars: CalendarStore): RulesInForce => ({
  rulebookFor: ({ kind }, on) => rulebookFor({ jurisdiction, kind, on }),
  calendar: () => calendars.current(),
});
