import type { ApplicationFacts } from '../case-facts.js';
import type { ApplicationState, ApplicationStates } from '../files/rulebook-file.js';
import type { Applies } from '../rulebook.js';
import { notReached, withClause } from '../sentences.js';
import { appliedFor, type Asked } from './condition.js';

const reached = (state: ApplicationState, application: ApplicationFacts): boolean =>
  state === 'truthful' ? !application.untrue : application[state];

/** The application has reached every state that is named. */
export const applicationStates = ({ id, states, eachToldApart }: ApplicationStates, applies?: Applies): Asked => ({
  when: appliedFor(applies),
  holds: allOf(states),
  ...(eachToldApart === true && {
    message: ({ facts: { application } }) =>
      withClause(id, notReached(states.filter((state) => application !== undefined && !reached(state, application)))),
  }),
});

/** Looked up once and not for every case: which states matter. */
function allOf(states: readonly ApplicationState[]): Asked['holds'] {
  const any = Object.fromEntries(states.map((state) => [state, true])) as Partial<Record<ApplicationState, true>>;
  const [corrected, performed] = [any.corrected === true, any.obligationsPerformed === true];
  const [publishable, truthful] = [any.commitmentPublishable === true, any.truthful === true];
  return ({ facts: { application } }) =>
    application === undefined ||
    ((!corrected || application.corrected) &&
      (!performed || application.obligationsPerformed) &&
      (!publishable || application.commitmentPublishable) &&
      (!truthful || !application.untrue));
}
