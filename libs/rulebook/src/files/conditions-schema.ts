import { materialKinds } from '../case-facts.js';
import { listOf, object, oneOf, truth, type Fields, type JsonSchema } from '../json-schema.js';
import { applicationStates, type RuleEntry } from './rulebook-file.js';
import { aboutGroup, clauseId, clauseIds, sentence } from './stated-values.js';

type Named<Name extends RuleEntry['condition']> = Fields<Extract<RuleEntry, { readonly condition: Name }>>;

const rule = { id: clauseId, requires: sentence, cites: clauseIds };
const called = (name: RuleEntry['condition']): JsonSchema => ({ type: 'string', const: name });

/** Every condition with what is stated beside its name: one that is forgotten, or a field too many, does not compile. */
const conditions: { readonly [Name in RuleEntry['condition']]: readonly [description: string, fields: Named<Name>] } = {
  minimumPassed: ['The shortest publicity of the period row with the same id has passed.', { ...rule, condition: called('minimumPassed') }],
  notEnded: ['Publicity has not yet stopped by itself.', { ...rule, condition: called('notEnded') }],
  organisationOnly: ['The subject is no natural person.', { ...rule, condition: called('organisationOnly'), 'applies?': aboutGroup }],
  applicationStates: [
    'The application has reached every state that is named; asked once there is an application.',
    {
      ...rule,
      condition: called('applicationStates'),
      'applies?': aboutGroup,
      states: { ...listOf(oneOf(applicationStates)), minItems: 1 },
      'eachToldApart?': { ...truth, description: 'Tells each state that is not reached, instead of the whole requirement.' },
    },
  ],
  materialsHandedIn: [
    'Every material that is named came with the application; asked once there is an application.',
    {
      ...rule,
      condition: called('materialsHandedIn'),
      'applies?': aboutGroup,
      materials: { ...listOf(oneOf(materialKinds)), minItems: 1 },
    },
  ],
  barredUntilMaximum: [
    'Records of the group are not repaired before their longest publicity is over.',
    { ...rule, condition: called('barredUntilMaximum'), applies: aboutGroup },
  ],
  excludedByLaw: [
    'Broken where the deciding unit names a law that expressly excludes repair.',
    { ...rule, condition: called('excludedByLaw'), 'applies?': aboutGroup },
  ],
};

export const conditionsSchema: JsonSchema = {
  oneOf: Object.values(conditions).map(([description, fields]) => object(description, fields)),
};
