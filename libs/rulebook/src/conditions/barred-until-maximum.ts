import type { BarredUntilMaximum } from '../files/rulebook-file.js';
import type { Applies } from '../rulebook.js';
import { maximumUnknown, notBefore, withClause } from '../sentences.js';
import { about, type Asked } from './condition.js';

/** Not repairable before its longest publicity is over; where the record names no last day, no such day comes. */
export const barredUntilMaximum = ({ id }: BarredUntilMaximum, applies?: Applies): Asked => ({
  when: about(applies),
  holds: ({ facts, maximumUntil }) => maximumUntil !== null && facts.asOf > maximumUntil,
  until: ({ maximumUntil }) => maximumUntil,
  message: ({ maximumUntil }) => withClause(id, maximumUntil === null ? maximumUnknown : notBefore(maximumUntil)),
});
