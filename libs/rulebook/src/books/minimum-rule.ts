import type { Rule } from '../rulebook.js';
import type { Wording } from '../verdict.js';
import { untilThen, withClause } from '../sentences.js';

/** The rule that a period row's minimum has passed. Only the row that governs is asked, so the longest is the one that is named. */
export const minimumRule = (id: string, requires: Wording, cites: readonly string[], uses: readonly string[]): Rule => ({
  id,
  requires,
  cites,
  uses,
  when: ({ period, minimumUntil }) => period?.id === id && minimumUntil !== null,
  holds: ({ facts, minimumUntil }) => minimumUntil === null || facts.asOf > minimumUntil,
  until: ({ minimumUntil }) => minimumUntil,
  message: ({ minimumUntil }) => withClause(id, minimumUntil === null ? requires : untilThen(minimumUntil)),
});
