import type { RuleEntry, RulebookFile } from '../files/rulebook-file.js';
import type { Applies } from '../rulebook.js';
import { applicationStates } from './application-states.js';
import { barredUntilMaximum } from './barred-until-maximum.js';
import type { Asked } from './condition.js';
import { excludedByLaw } from './excluded-by-law.js';
import { materialsHandedIn } from './materials-handed-in.js';
import { minimumPassed } from './minimum-passed.js';
import { notEnded } from './not-ended.js';
import { organisationOnly } from './organisation-only.js';

/** What a rule of a file asks, by the name of its condition. */
export function askedBy(rule: RuleEntry, file: RulebookFile, applies: Applies | undefined): Asked {
  switch (rule.condition) {
    case 'minimumPassed':
      return minimumPassed(rule, file);
    case 'notEnded':
      return notEnded(rule, file);
    case 'organisationOnly':
      return organisationOnly(applies);
    case 'applicationStates':
      return applicationStates(rule, applies);
    case 'materialsHandedIn':
      return materialsHandedIn(rule, applies);
    case 'barredUntilMaximum':
      return barredUntilMaximum(rule, applies);
    case 'excludedByLaw':
      return excludedByLaw(rule, applies);
  }
}
