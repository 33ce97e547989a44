import { documentClauses } from './document-clauses.js';
import { rulebookFiles } from './rulebook-files.js';
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

/** What a rulebook's own file states of its document. */
const statedClauses = rulebookFiles.flatMap(({ id: document, clauses: stated = [] }) =>
  stated.map(({ id, ...words }): Clause => ({ id, document, ...words })),
);

export const clauses: ReadonlyMap<string, Clause> = new Map([...documentClauses, ...statedClauses].map((clause) => [clause.id, clause]));

export interface ClauseReason {
  readonly rule: string;
  readonly clause: string;
  readonly message: Wording;
}

const documentNames = new Map(rulebookFiles.map(({ id, quotedAs }) => [id, quotedAs]));

/** Where it is written, and the clause's own words. */
export function basisOf(ruleId: string): Wording {
  const { document, clause, zh, en } = clauseOf(ruleId);
  const name = documentNames.get(document);
  return {
    zh: `依据${name?.zh ?? document}${clause}：“${zh.replaceAll('“', '‘').replaceAll('”', '’')}”。`,
    en: `${name?.en ?? document}, ${clause}: ${en}`,
  };
}

/** A reason that is the clause itself, for refusals outside a verdict. */
export function clauseReason(ruleId: string): ClauseReason {
  return { rule: ruleId, clause: clauseOf(ruleId).clause, message: basisOf(ruleId) };
}

export function clauseOf(ruleId: string): Clause {
  const found = clauses.get(ruleId);
  if (found === undefined) throw new RangeError(`No clause has the id ${ruleId}.`);
  return found;
}
