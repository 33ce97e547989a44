export * from './case-facts.js';
export { caseSchema } from './case-schema.js';
export { clauseOf, clauseReason, clauses, type Clause, type ClauseReason } from './clauses.js';
export { evaluate, heldRules } from './evaluate.js';
export { printedOrganName } from './organ-names.js';
export type { Applies, ParameterValue, Rule, Rulebook, Situation } from './rulebook.js';
export { rulebookById, rulebookFor, rulebooks, type LegalPlace } from './rulebooks.js';
export type { FieldError } from './fields.js';
export { cited, rulebookFaults } from './rulebook-faults.js';
export { differences, summaryOf, type ParameterDifference, type RulebookSummary } from './rulebook-summary.js';
export { readCase, type CaseReading } from './read-case.js';
export type { JsonSchema } from './json-schema.js';
export { organMayList, severeListById, severeLists, type SevereList } from './severe-lists.js';
export {
  channels,
  deadlineKinds,
  effects,
  type BrokenRule,
  type Channel,
  type Deadline,
  type DeadlineKind,
  type Effect,
  type Publicity,
  type Verdict,
  type Wording,
} from './verdict.js';
export { verdictSchema } from './verdict-schema.js';
