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

const documentNames: Readonly<Record<string, Wording>> = {
  'HHHT-2024': { zh: '《实施方案》', en: 'Hohhot plan of 2024' },
  'JS-2020': { zh: '苏信用发〔2020〕4号', en: 'Jiangsu notice of 2020' },
  'CN-2026': { zh: '《信用修复管理办法》（转述，待核对官方文本）', en: 'NDRC Order 36 (as reported, to be checked)' },
};

/** Where it is written, and the clause's own words. */
export function basisOf(ruleId: string): Wording {
  const { document, clause, zh, en } = clauseOf(ruleId);
  const name = documentNames[document];
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
