import type { MinimumPassed, RulebookFile } from '../files/rulebook-file.js';
import { untilThen, withClause } from '../sentences.js';
import type { Asked } from './condition.js';

/** The minimum of the period row with the rule's id has passed. Only the row that governs is asked, so the longest is the one that is named. */
export const minimumPassed = ({ id, requires }: MinimumPassed, { periods }: RulebookFile): Asked => ({
  uses: periods.filter((row) => row.id === id).map((row) => row.minimumMonths),
  when: ({ period, minimumUntil }) => period?.id === id && minimumUntil !== null,
  holds: ({ facts, minimumUntil }) => minimumUntil === null || facts.asOf > minimumUntil,
  until: ({ minimumUntil }) => minimumUntil,
  message: ({ minimumUntil }) => withClause(id, minimumUntil === null ? requires : untilThen(minimumUntil)),
});
