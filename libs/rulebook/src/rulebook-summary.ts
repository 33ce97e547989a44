import { appliesTo } from './applies.js';
import { recordKinds, type RecordFacts, type RecordKind } from './case-facts.js';
import type { Applies, ParameterValue, Rulebook } from './rulebook.js';
import { cited } from './rulebook-faults.js';
import { situationOf } from './situation.js';
import type { Wording } from './verdict.js';

export interface RulebookSummary {
  readonly id: string;
  readonly jurisdiction: string;
  readonly title: Wording;
  readonly note: Wording;
  readonly kinds: readonly RecordKind[];
  readonly validFrom: string;
  readonly validTo: string | null;
  /** How many rules it states. */
  readonly rules: number;
  readonly clauses: readonly string[];
  /** Parameters that wait for the official text (待核对官方文本). */
  readonly pending: readonly string[];
}

export function summaryOf(rulebook: Rulebook): RulebookSummary {
  const { id, jurisdiction, title, note, kinds, validFrom, validTo, pending } = rulebook;
  return { id, jurisdiction, title, note, kinds, validFrom, validTo, rules: ruleIds(rulebook).length, clauses: cited(rulebook), pending };
}

function ruleIds({ rules, periods, materials, deadlines, channels, effects, notices }: Rulebook): string[] {
  const rows = [...rules, ...periods, ...materials, ...deadlines, ...channels, ...effects, ...notices];
  return [...new Set(rows.map((row) => row.id))].sort();
}

export interface ParameterDifference {
  readonly parameter: string;
  /** Values in the first and the second rulebook; absent where one does not state it. */
  readonly values: readonly [ParameterValue | undefined, ParameterValue | undefined];
  /** What has to be said beside a value that is not the law of its rulebook. */
  readonly labels: readonly [Wording | undefined, Wording | undefined];
}

const toBeChecked: Wording = { zh: '待核对官方文本', en: 'to be checked against the official text' };
const adopted: Wording = { zh: '平台自行采用，非该规则集规定', en: 'kept by the platform, not demanded by this rulebook' };

function labelOf({ pending, deadlines, adoptedDeadlines }: Rulebook, parameter: string): Wording | undefined {
  if (pending.includes(parameter)) return toBeChecked;
  const counts = ({ workingDays }: { readonly workingDays: string }): boolean => workingDays === parameter;
  return adoptedDeadlines.some(counts) && !deadlines.some(counts) ? adopted : undefined;
}

/** What differs between two rulebooks: the numbers they state, and what their rows say of each kind of record. */
export function differences(one: Rulebook, other: Rulebook): ParameterDifference[] {
  const [first, second] = [allParameters(one), allParameters(other)];
  const names = [...new Set([...Object.keys(first), ...Object.keys(second)])].sort();
  return names
    .map((parameter) => ({
      parameter,
      values: [first[parameter], second[parameter]] as const,
      labels: [labelOf(one, parameter), labelOf(other, parameter)] as const,
    }))
    .filter(({ values, labels }) => JSON.stringify([values[0], labels[0]]) !== JSON.stringify([values[1], labels[1]]));
}

function allParameters(rulebook: Rulebook): Record<string, ParameterValue> {
  return Object.fromEntries([...Object.entries(rulebook.parameters), ...examples.flatMap((example) => rowsAbout(rulebook, example))]);
}

type Example = readonly [name: string, record: RecordFacts];

const examples: readonly Example[] = [
  ...recordKinds.flatMap((kind): Example[] =>
    kind === 'penalty'
      ? [true, false].map((marketRegulation): Example => [`${kind}.marketRegulation=${marketRegulation}`, plain(kind, marketRegulation)])
      : [[kind, plain(kind, kind !== 'severeList')]],
  ),
  ['penalty.severity=severe', { ...plain('penalty', false), severity: 'severe' }],
];

function plain(kind: RecordKind, marketRegulation: boolean): RecordFacts {
  return { kind, decidedOn: '2000-01-01', organ: { name: '', marketRegulation }, domains: [], penaltyKinds: [], conducts: [] };
}

function rowsAbout(rulebook: Rulebook, [name, record]: Example): (readonly [string, ParameterValue])[] {
  const { severity } = situationOf(rulebook, { asOf: record.decidedOn, subject: { kind: 'enterprise', name: '' }, record });
  const about = <Found extends { readonly applies: Applies }>(rows: readonly Found[]): readonly Found[] =>
    rows.filter(({ applies }) => appliesTo(applies, record, severity));
  return [
    [`channel.${name}`, about(rulebook.channels)[0]?.channel ?? null],
    [`effects.${name}`, about(rulebook.effects).flatMap((row) => row.effects)],
    [`materials.${name}`, about(rulebook.materials).map((row) => row.anyOf.join(' | '))],
    [
      `deadlines.${name}`,
      about(rulebook.deadlines).map((row) => `${row.what} ${rulebook.parameters[row.workingDays] ?? '待核对官方文本'}`),
    ],
  ];
}
