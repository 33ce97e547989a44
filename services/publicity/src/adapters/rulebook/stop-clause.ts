import { clauseReason, rulebookById, type ClauseReason } from '@tongxiu/rulebook';

/** The clause by which display stops by itself: `H-016`, or `N-009`, which leaves what was never corrected to the sector's rules. */
export function stopClause(rulebookId: string | undefined): ClauseReason | undefined {
  const rulebook = rulebookId === undefined ? undefined : rulebookById(rulebookId);
  const rule = rulebook?.rules.find(({ uses }) => uses?.includes('stopsAtMaximum'));
  return rule === undefined ? undefined : clauseReason(rule.id);
}
