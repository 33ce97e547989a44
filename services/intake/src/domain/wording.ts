import { clauses } from '@tongxiu/rulebook';

export interface Wording {
  readonly zh: string;
  readonly en: string;
}

/** One thing that stands in the way: the field as the caller wrote it, the rule and clause, and the sentence in both languages. */
export interface Objection {
  readonly field?: string;
  readonly rule?: string;
  readonly clause?: string;
  readonly message: Wording;
  /** Last day on which it still stands in the way, where time cures it. */
  readonly until?: string;
}

/** An objection that rests on a rule of the documents names its clause; one on the form of a value needs none. */
export function objection(field: string, message: Wording, rule?: string): Objection {
  const clause = rule === undefined ? undefined : (clauses.get(rule)?.clause ?? standards[rule]);
  return { field, message, ...(rule === undefined ? {} : { rule }), ...(clause === undefined ? {} : { clause }) };
}

/** What is cited beside the two documents. */
const standards: Readonly<Record<string, string>> = { 'GB 32100-2015': '统一社会信用代码编码规则' };

export const words = (zh: string, en: string): Wording => ({ zh, en });
