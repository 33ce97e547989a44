import type { NotEnded, RulebookFile } from '../files/rulebook-file.js';
import { stopsAtMaximum } from '../periods.js';
import { endedOn, withClause } from '../sentences.js';
import { always, type Asked } from './condition.js';

/** Once display stopped by itself nothing is left to repair. Time never mends it, so it has no last day. */
export const notEnded = ({ id }: NotEnded, { periods }: RulebookFile): Asked => ({
  uses: [...new Set(periods.flatMap(({ maximumMonths }) => (maximumMonths === null ? [] : [maximumMonths]))), stopsAtMaximum],
  when: always,
  holds: ({ ended }) => !ended,
  message: ({ maximumUntil }) => withClause(id, endedOn(maximumUntil ?? '')),
});
