import type { Rule } from '../rulebook.js';
import { withClause } from '../sentences.js';

/** Where another law says expressly that there is no repair, it prevails; the deciding unit names it with the record. */
export const excludedByLaw = (id: string): Rule => ({
  id,
  requires: {
    zh: '法律、法规、规章没有明确规定不可修复。',
    en: 'No law, regulation or rule expressly excludes repair.',
  },
  cites: [id],
  when: ({ facts }) => facts.record.notRepairableBy !== undefined,
  holds: () => false,
  message: ({ facts: { record } }) =>
    withClause(id, {
      zh: `${record.notRepairableBy ?? ''}明确规定不可修复。`,
      en: `Repair is expressly excluded by ${record.notRepairableBy ?? ''}.`,
    }),
});
