import { addDays, addMonths, type IsoDate } from '@tongxiu/working-days';
import type { Rulebook } from './rulebook.js';

/** Whether the day of the decision counts as the first day of a period. The default reading does not count it. */
export const decisionDayCounted = 'counting.decisionDayCounted';
/** What a period of months ends on when the month is too short: its last day, or the first of the next month. */
export const shortMonth = 'counting.shortMonth';

/** Whether display ends by itself on the last day of the longest period. */
export const stopsAtMaximum = 'stopsAtMaximum';

/** The last day of a period of months that starts with a decision. It still belongs to the period. */
export function lastDayOf(decidedOn: IsoDate, months: number, parameters: Rulebook['parameters']): IsoDate {
  const sameDay = addMonths(decidedOn, months);
  const clamped = sameDay.slice(8) !== decidedOn.slice(8);
  const end = clamped && parameters[shortMonth] === 'firstOfNextMonth' ? addDays(sameDay, 1) : sameDay;
  return parameters[decisionDayCounted] === true ? addDays(end, -1) : end;
}
