import type { Rule } from '../rulebook.js';
import { endedOn, withClause } from '../sentences.js';

/** Once display stopped by itself nothing is left to repair. Time never mends it, so it has no last day. */
export const endedRule = (id: string, cites: readonly string[], maximums: readonly string[]): Rule => ({
  id,
  requires: { zh: '最长公示期届满前方有可修复的公示。', en: 'There is something to repair only until the longest publicity has passed.' },
  cites,
  uses: [...maximums, 'stopsAtMaximum'],
  when: () => true,
  holds: ({ ended }) => !ended,
  message: ({ maximumUntil }) => withClause(id, endedOn(maximumUntil ?? '')),
});
