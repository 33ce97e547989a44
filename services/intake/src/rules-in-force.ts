import { rulebookFor } from '@tongxiu/rulebook';
import { builtInCalendar } from '@tongxiu/working-days';
import type { RulesInForce } from './app/submit-applications.js';

/** An application is judged by the rulebook in force on the day it is made. */
export function rulesInForce(jurisdiction: string): RulesInForce {
  return { rulebookFor: ({ kind }, on) => rulebookFor({ jurisdiction, kind, on }), calendar: builtInCalendar };
}
