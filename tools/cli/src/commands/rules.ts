import {
  caseSchema,
  differences,
  rulebookById,
  rulebooks,
  summaryOf,
  verdictSchema,
  type JsonSchema,
  type ParameterValue,
  type Rulebook,
  type Wording,
} from '@tongxiu/rulebook';
import type { Command } from 'commander';
import { answer, type ExitWith, type Terminal } from '../terminal.js';
import { given, UnusableInput } from '../unusable-input.js';
import { coverage, type CoverageOptions } from './rules-coverage.js';
import { evaluateCase, evaluateCases } from './rules-evaluate.js';

interface EvaluateOptions {
  readonly rulebook?: string;
  readonly case?: string;
  readonly cases?: string;
  readonly json?: boolean;
}

export function rulesCommands(program: Command, terminal: Terminal, exitWith: ExitWith): void {
  const rules = program.command('rules').description('the rulebooks, and what they say of a case');
  rules
    .command('evaluate')
    .description('the verdict on one case, or on a stream of cases')
    .option('--rulebook <id>', 'such as HHHT-2024')
    .option('--case <file>', 'facts of one case as JSON, - for standard input')
    .option('--cases <file>', 'one case a line (NDJSON), - for standard input; one verdict a line comes out')
    .option('--json', 'print one JSON document')
    .action((options: EvaluateOptions) => evaluateAny(options, terminal));
  rules
    .command('list')
    .description('the rulebooks that are loaded')
    .option('--json', 'print one JSON document')
    .action((options: { readonly json?: boolean }) => printList(options.json, terminal));
  rules
    .command('diff')
    .description('what differs between two rulebooks, by parameter')
    .argument('<a>')
    .argument('<b>')
    .option('--json', 'print one JSON document')
    .action((a: string, b: string, options: { readonly json?: boolean }) => printDifferences(a, b, options.json, terminal));
  rules
    .command('schema')
    .description('the JSON Schema of what evaluate reads (case) or writes (verdict)')
    .argument('<case|verdict>')
    .option('--json', 'print one JSON document')
    .action((name: string, options: { readonly json?: boolean }) => printSchema(name, options.json, terminal));
  rules
    .command('coverage')
    .description('which clauses the sources cite; exit code 1 when the page given to --check is stale')
    .option('--write <file>', 'write the page')
    .option('--check <file>', 'compare with the page')
    .option('--root <folder>', 'the project to look at')
    .action(async (options: CoverageOptions) => {
      exitWith((await coverage(options, terminal)) ? 0 : 1);
    });
}

async function evaluateAny(options: EvaluateOptions, terminal: Terminal): Promise<void> {
  const rulebook = known('rulebook', given('rulebook', options.rulebook));
  if (options.case !== undefined && options.cases === undefined) {
    await evaluateCase(rulebook, options.case, options.json, terminal);
  } else if (options.cases !== undefined && options.case === undefined) {
    await evaluateCases(rulebook, options.cases, terminal);
  } else {
    throw UnusableInput.field('case', '应给出 --case 或 --cases 之一。', 'Give either --case or --cases.');
  }
}

function known(field: string, id: string): Rulebook {
  const found = rulebookById(id);
  if (found !== undefined) return found;
  const ids = rulebooks.map((rulebook) => rulebook.id).join(', ');
  throw UnusableInput.field(field, `没有规则集“${id}”；现有：${ids}。`, `There is no rulebook "${id}"; there are ${ids}.`);
}

function printList(json: boolean | undefined, terminal: Terminal): void {
  const summaries = rulebooks.map(summaryOf);
  answer(terminal, { rulebooks: summaries }, json, () =>
    summaries.flatMap(({ id, title, jurisdiction, validFrom, validTo, rules, clauses, kinds, note, pending }) => [
      `${id}  ${title.zh}`,
      `  ${title.en}`,
      `  ${jurisdiction}, ${validFrom} – ${validTo ?? ''}, ${rules} rules, ${clauses.length} clauses; ${kinds.join(', ')}`,
      `  ${note.zh}`,
      `  ${note.en}`,
      ...(pending.length === 0 ? [] : [`  待核对官方文本 to be checked against the official text: ${pending.join(', ')}`]),
    ]),
  );
}

const schemas: ReadonlyMap<string, JsonSchema> = new Map([
  ['case', caseSchema],
  ['verdict', verdictSchema],
]);

/** A schema is read by programs, so it is JSON either way. */
function printSchema(name: string, json: boolean | undefined, terminal: Terminal): void {
  const schema = schemas.get(name);
  if (schema === undefined)
    throw UnusableInput.field(
      'schema',
      `没有“${name}”的模式；有 case、verdict。`,
      `There is no schema "${name}"; there are case and verdict.`,
    );
  answer(terminal, schema, json, () => [JSON.stringify(schema, null, 2)]);
}

function printDifferences(a: string, b: string, json: boolean | undefined, terminal: Terminal): void {
  const found = differences(known('a', a), known('b', b)).map(({ parameter, values: [first, second], labels }) => ({
    parameter,
    a: first ?? null,
    b: second ?? null,
    statedIn: [...(first === undefined ? [] : [a]), ...(second === undefined ? [] : [b])],
    ...(labels.every((label) => label === undefined) ? {} : { labels: { a: labels[0] ?? null, b: labels[1] ?? null } }),
  }));
  answer(terminal, { a, b, differences: found }, json, () =>
    found.flatMap(({ parameter, statedIn, labels, ...values }) => [
      parameter,
      `  ${a}: ${told(statedIn.includes(a), values.a, labels?.a)}`,
      `  ${b}: ${told(statedIn.includes(b), values.b, labels?.b)}`,
    ]),
  );
}

/** A value and what has to be said beside it; a rulebook that is silent is not one that says nothing holds. */
function told(stated: boolean, value: ParameterValue, label: Wording | null | undefined): string {
  if (!stated) return '未规定 not stated';
  const said = value === null ? '无数值 no number' : JSON.stringify(value);
  return label === null || label === undefined ? said : `${said}（${label.zh} ${label.en}）`;
}
