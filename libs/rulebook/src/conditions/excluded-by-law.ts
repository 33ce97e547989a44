import type { ExcludedByLaw } from '../files/rulebook-file.js';
import type { Applies } from '../rulebook.js';
import { excludedBy, withClause } from '../sentences.js';
import { about, type Asked } from './condition.js';

/** Where another law says expressly that there is no repair, it prevails; the deciding unit names it with the record. */
export function excludedByLaw({ id }: ExcludedByLaw, applies?: Applies): Asked {
  const concerns = about(applies);
  return {
    when: (situation) => situation.facts.record.notRepairableBy !== undefined && concerns(situation),
    holds: () => false,
    message: ({ facts: { record } }) => withClause(id, excludedBy(record.notRepairableBy ?? '')),
  };
}
