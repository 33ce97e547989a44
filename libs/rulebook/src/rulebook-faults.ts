import type { Clause } from './clauses.js';
import type { DeadlineRow, Rulebook } from './rulebook.js';

/** What is wrong with a set of rulebooks, in sentences. An empty list means they can be used. */
export function rulebookFaults(rulebooks: readonly Rulebook[], clauses: ReadonlyMap<string, Clause>): string[] {
  return [...rulebooks.flatMap((rulebook) => faultsOf(rulebook, clauses)), ...overlaps(rulebooks)];
}

function faultsOf(rulebook: Rulebook, clauses: ReadonlyMap<string, Clause>): string[] {
  const { id, validFrom, validTo, parameters } = rulebook;
  const unknownClauses = cited(rulebook)
    .filter((clause) => !clauses.has(clause))
    .map((clause) => `${id} cites ${clause}, which is no clause.`);
  const unknownParameters = used(rulebook)
    .filter((name) => !Object.hasOwn(parameters, name))
    .map((name) => `${id} uses the parameter ${name}, which it does not state.`);
  const period = validTo !== null && validTo < validFrom ? [`${id} ends on ${validTo}, before it begins on ${validFrom}.`] : [];
  return [...unknownClauses, ...unknownParameters, ...period, ...repeatedRules(rulebook), ...unreached(rulebook)];
}

const deadlineRows = (rulebook: Rulebook): readonly DeadlineRow[] => [...rulebook.deadlines, ...rulebook.adoptedDeadlines];

/** Ids of clauses a rulebook rests on, each once. A rule's id is the id of the clause it enforces. */
export function cited(rulebook: Rulebook): string[] {
  const { rules, periods, materials, channels, effects, notices, severity, clockStarts } = rulebook;
  const rows = [...rules, ...periods, ...materials, ...deadlineRows(rulebook), ...channels, ...effects, ...notices];
  const ids = [...rows.flatMap((row) => [row.id, ...row.cites]), clockStarts, ...(severity === undefined ? [] : [severity.rule])];
  return [...new Set(ids)].sort();
}

function used(rulebook: Rulebook): string[] {
  const names = [
    ...rulebook.rules.flatMap((rule) => rule.uses ?? []),
    ...rulebook.periods.flatMap((row) => [row.minimumMonths, ...(row.maximumMonths === null ? [] : [row.maximumMonths])]),
    ...deadlineRows(rulebook).map((row) => row.workingDays),
    ...rulebook.notices.flatMap((row) => [row.exempt, ...(row.onlyIf === undefined ? [] : [row.onlyIf])]),
    ...rulebook.pending,
  ];
  return [...new Set(names)];
}

function repeatedRules({ id, rules }: Rulebook): string[] {
  const ids = rules.map((rule) => rule.id);
  return [...new Set(ids.filter((rule, index) => ids.indexOf(rule) !== index))].map((rule) => `${id} states the rule ${rule} twice.`);
}

/** Every kind of record a rulebook claims needs a way to apply and something an approval does. */
function unreached({ id, kinds, channels, effects }: Rulebook): string[] {
  const without = (rows: readonly { readonly applies: { readonly kinds?: readonly string[] } }[], what: string): string[] =>
    kinds
      .filter((kind) => !rows.some(({ applies }) => applies.kinds?.includes(kind) ?? true))
      .map((kind) => `${id} names no ${what} for ${kind}.`);
  return [...without(channels, 'channel'), ...without(effects, 'effect')];
}

function overlaps(rulebooks: readonly Rulebook[]): string[] {
  return rulebooks.flatMap((one, index) =>
    rulebooks.slice(index + 1).flatMap((other) => {
      if (one.id === other.id) return [`Two rulebooks are called ${one.id}.`];
      const apart = (one.validTo !== null && one.validTo < other.validFrom) || (other.validTo !== null && other.validTo < one.validFrom);
      const shared = one.kinds.filter((kind) => other.kinds.includes(kind));
      return one.jurisdiction !== other.jurisdiction || apart || shared.length === 0
        ? []
        : [`${one.id} and ${other.id} are both in force in ${one.jurisdiction} for ${shared.join(', ')}.`];
    }),
  );
}
