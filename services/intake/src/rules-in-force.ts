import { rulebookFor } from '@tongxiu/rulebook';
import { builtInCalendar } from '@tongxiu/working-days';
import type { RulesInForce } from './app/submit-applications.js';

/** An application is judged by the rulebook in force on the day it is made. */
export function rulesInForce(jurisdiction: string): RulesInForce {
  const find: RulesInForce['rulebookFor'] = ({ kind }, on) => {
    const found = rulebookFor({ jurisdiction, kind, on });
    if (found === undefined) throw new Error(`no rulebook of ${jurisdiction} is in force for ${kind} on ${on}`);
    return found;
  };
  return { rulebookFor: find, calendar: builtInCalendar };
}
