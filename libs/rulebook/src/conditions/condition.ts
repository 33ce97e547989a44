import type { Applies, Rule, Situation } from '../rulebook.js';
import { appliesTo } from '../applies.js';

/** What a condition asks of a case. The file adds the words and the clauses. */
export type Asked = Pick<Rule, 'when' | 'holds' | 'until' | 'message' | 'uses'>;

export const always = (): boolean => true;

/** Whether the case is about a record of the group; a rule without a group is about all. */
export const about = (applies: Applies | undefined): ((situation: Situation) => boolean) =>
  applies === undefined ? always : ({ facts, severity }) => appliesTo(applies, facts.record, severity);

/** The same, once there is an application: nothing is asked of one nobody has made yet. */
export const appliedFor = (applies: Applies | undefined): ((situation: Situation) => boolean) =>
  applies === undefined
    ? ({ facts }) => facts.application !== undefined
    : ({ facts, severity }) => facts.application !== undefined && appliesTo(applies, facts.record, severity);
