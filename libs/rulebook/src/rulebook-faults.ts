import { addDays } from '@tongxiu/working-days';
import type { Clause } from './clauses.js';
import { gapsWithin } from './rulebook-gaps.js';
import type { DeadlineRow, Rulebook } from './rulebook.js';

/** What is wrong with a set of rulebooks, in sentences. An empty list means they can be used. */
export function rulebookFaults(rulebooks: readonly Rulebook[], clauses: ReadonlyMap<string, Clause>): string[] {
  return [...rulebooks.flatMap((rulebook) => faultsOf(rulebook, clauses)), ...overlaps(rulebooks), ...gaps(rulebooks)];
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
  const rows = [...repeatedRules(rulebook), ...gapsWithin(rulebook), ...unreachableRows(rulebook), ...unreachableStages(rulebook)];
  return [...unknownClauses, ...unknownParameters, ...period, ...rows, ...emptyPeriods(rulebook)];
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

/** Between two rulebooks of one place that follow each other, no day may be without rules for a kind both are about. */
function gaps(rulebooks: readonly Rulebook[]): string[] {
  return rulebooks.flatMap((earlier) => {
    const { id, jurisdiction, validTo, kinds } = earlier;
    if (validTo === null) return [];
    return kinds.flatMap((kind) => {
      const later = rulebooks.filter((book) => book.jurisdiction === jurisdiction && book.kinds.includes(kind) && book.validFrom > validTo);
      const next = later.sort((one, other) => (one.validFrom < other.validFrom ? -1 : 1))[0];
      return next === undefined || next.validFrom === addDays(validTo, 1)
        ? []
        : [
            `Between ${id} and ${next.id} no rulebook is in force in ${jurisdiction} for ${kind}, from ${addDays(validTo, 1)} to ${addDays(next.validFrom, -1)}.`,
          ];
    });
  });
}

/** A row that can never apply says something nobody will ever be told. */
function unreachableRows(rulebook: Rulebook): string[] {
  const { id, kinds, severity, rules, periods, materials, channels, effects, notices } = rulebook;
  const asked = rules.flatMap(({ id: rule, applies }) => (applies === undefined ? [] : [{ id: rule, applies }]));
  const rows = [...asked, ...periods, ...materials, ...deadlineRows(rulebook), ...channels, ...effects, ...notices];
  const foreign = rows
    .filter(({ applies }) => applies.kinds !== undefined && !applies.kinds.some((kind) => kinds.includes(kind)))
    .map((row) => `${id} has a row of ${row.id} about ${row.applies.kinds?.join(', ')}, which it does not cover.`);
  const unclassed = rows
    .filter(({ applies }) => applies.severities !== undefined && severity === undefined)
    .map((row) => `${id} has a row of ${row.id} that asks for a severity, which it does not know.`);
  const hidden = channels
    .filter((_, index) => channels.slice(0, index).some(({ applies }) => Object.values(applies).every((wanted) => wanted === undefined)))
    .map((row) => `${id} has a channel of ${row.id} behind one that takes every record.`);
  return [...new Set([...foreign, ...unclassed, ...hidden])];
}

/** From which event each limit may run. One that starts when its own stage is over, or at an event that comes after it, is never kept. */
const startsOf: Readonly<Record<DeadlineRow['what'], readonly DeadlineRow['startsAt'][]>> = {
  supplementNotice: ['submittedAt'],
  accept: ['submittedAt'],
  decide: ['submittedAt', 'acceptedAt'],
  share: ['decidedAt'],
  publish: ['decidedAt', 'receivedByPlatformAt'],
  answerObjection: ['objectionAt'],
};

const unreachableStages = (rulebook: Rulebook): string[] =>
  deadlineRows(rulebook)
    .filter(({ what, startsAt }) => !startsOf[what].includes(startsAt))
    .map(
      ({ id, what, startsAt }) =>
        `${rulebook.id} starts the limit ${what} of ${id} at ${startsAt}, from where that stage is never reached.`,
    );

/** Repair would be possible only after display has ended by itself. */
function emptyPeriods({ id, periods, parameters }: Rulebook): string[] {
  return periods.flatMap((row) => {
    const [minimum, maximum] = [parameters[row.minimumMonths], row.maximumMonths === null ? null : parameters[row.maximumMonths]];
    return typeof minimum === 'number' && typeof maximum === 'number' && minimum >= maximum
      ? [`${id} states in ${row.id} a shortest publicity of ${minimum} months and a longest of ${maximum}.`]
      : [];
  });
}
