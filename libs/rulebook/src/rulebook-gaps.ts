import { appliesTo } from './applies.js';
import { severities, type RecordFacts, type RecordKind, type Severity } from './case-facts.js';
import type { Applies, Rulebook } from './rulebook.js';

/** Records a rulebook claims to be about and has no answer for. */
export const gapsWithin = (rulebook: Rulebook): string[] => [
  ...withoutRow(rulebook, rulebook.channels, 'channel'),
  ...withoutRow(rulebook, rulebook.effects, 'effect'),
  ...classesWithoutPeriod(rulebook),
  ...periodsNobodyAsksFor(rulebook),
];

interface Plain {
  readonly record: RecordFacts;
  readonly severity: Severity | null;
  readonly called: string;
}

/** Every record needs a way to apply and something an approval does, whoever decided it and whatever its class. */
function withoutRow(rulebook: Rulebook, rows: readonly { readonly applies: Applies }[], what: string): string[] {
  return rulebook.kinds.flatMap((kind) => {
    const all = plainRecords(rulebook, kind);
    const left = all.filter(({ record, severity }) => !rows.some(({ applies }) => appliesTo(applies, record, severity)));
    const names = left.length === all.length ? [kind] : left.map(({ called }) => called);
    return names.map((called) => `${rulebook.id} names no ${what} for ${called}.`);
  });
}

const plainRecords = (rulebook: Rulebook, kind: RecordKind): Plain[] =>
  [true, false].flatMap((marketRegulation) =>
    classesOf(rulebook).map((severity): Plain => {
      const organ = { name: '', marketRegulation };
      const called = `${kind} of ${marketRegulation ? 'market regulation' : 'other organs'}${severity === null ? '' : `, ${severity}`}`;
      return { record: { kind, decidedOn: '2000-01-01', organ, domains: [], penaltyKinds: [], conducts: [] }, severity, called };
    }),
  );

const classesOf = ({ severity: reading }: Rulebook): readonly (Severity | null)[] =>
  reading === undefined ? [null] : [...new Set(severities.map((severity) => reading.reads?.[severity] ?? severity))];

/** Where periods go by class, a class without one could be repaired on the day of its decision. */
function classesWithoutPeriod(rulebook: Rulebook): string[] {
  const known = new Set(rulebook.periods.flatMap(({ applies }) => applies.severities ?? classesOf(rulebook)));
  return rulebook.periods.length === 0
    ? []
    : classesOf(rulebook)
        .filter((severity) => severity !== null && !known.has(severity))
        .map((severity) => `${rulebook.id} states no publicity for the class ${severity}.`);
}

/** A shortest publicity counts only through the rule of the same id that asks whether it has passed. */
const periodsNobodyAsksFor = ({ id, periods, rules, parameters }: Rulebook): string[] =>
  periods
    .filter((row) => parameters[row.minimumMonths] !== 0 && !rules.some((rule) => rule.id === row.id))
    .map((row) => `${id} states in ${row.id} a shortest publicity that no rule asks for.`);
