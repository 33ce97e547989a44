import { appliesTo } from './applies.js';
import type { CaseFacts, Severity } from './case-facts.js';
import { lastDayOf, stopsAtMaximum } from './periods.js';
import type { PeriodRow, Rulebook, Situation } from './rulebook.js';

/** What follows from the facts and the rulebook's numbers before any rule is asked. */
export function situationOf(rulebook: Rulebook, facts: CaseFacts): Situation {
  const { record, asOf } = facts;
  const severity = severityOf(rulebook, facts);
  let period: PeriodRow | undefined;
  let [minimum, maximum] = [0, 0];
  for (const row of rulebook.periods) {
    if (!appliesTo(row.applies, record, severity)) continue;
    const months = monthsOf(rulebook, row.minimumMonths);
    if (period === undefined || months > minimum) [period, minimum] = [row, months];
    maximum = Math.max(maximum, monthsOf(rulebook, row.maximumMonths));
  }
  const ownMaximum = maximum === 0 ? null : lastDayOf(record.decidedOn, maximum, rulebook.parameters);
  const ended = rulebook.parameters[stopsAtMaximum] === true && ownMaximum !== null && asOf > ownMaximum;
  return {
    facts,
    severity,
    period,
    minimumUntil: minimum === 0 ? null : lastDayOf(record.decidedOn, minimum, rulebook.parameters),
    maximumUntil: ownMaximum ?? record.publicityEndsOn ?? null,
    ended,
  };
}

function severityOf({ severity: reading }: Rulebook, facts: CaseFacts): Severity | null {
  if (reading === undefined) return null;
  const marked = facts.record.severity;
  return marked === undefined ? reading.whenUnmarked(facts) : (reading.reads?.[marked] ?? marked);
}

function monthsOf(rulebook: Rulebook, parameter: string | null): number {
  const months = parameter === null ? null : rulebook.parameters[parameter];
  return typeof months === 'number' ? months : 0;
}
