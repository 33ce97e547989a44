import { documentClauses } from './document-clauses.js';
import { nationalClauses } from './national-clauses.js';
import type { Wording } from './verdict.js';

export interface Clause {
  readonly id: string;
  /** The rulebook of the document it stands in. */
  readonly document: string;
  /** Where it stands, such as `四(二)1`. */
  readonly clause: string;
  /** SYS: software enforces or provides it. DATA: reference data or template text. ORG: a duty of organisations. */
  readonly kind: 'SYS' | 'DATA' | 'ORG';
  readonly zh: string;
  readonly en: string;
}

export const clauses: ReadonlyMap<string, Clause> = new Map([...documentClauses, ...nationalClauses].map((clause) => [clause.id, clause]));

export interface ClauseReason {
  readonly rule: string;
  readonly clause: string;
  readonly message: Wording;
}

/** A reason that is the clause itself, for refusals outside a verdict. */
export function clauseReason(ruleId: string): ClauseReason {
  const { clause, zh, en } = clauseOf(ruleId);
  return { rule: ruleId, clause, message: { zh: `依据${clause}：${zh}。`, en: `Clause ${clause}: ${en}` } };
}

export function clauseOf(ruleId: string): Clause {
  const found = clauses.get(ruleId);
  if (found === undefined) throw new RangeError(`No clause has the id ${ruleId}.`);
  return found;
}
