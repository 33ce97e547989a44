import { penaltyKinds } from '../case-facts.js';
import type { FieldError } from '../fields.js';
import { decisionDayCounted, shortMonth, stopsAtMaximum } from '../periods.js';
import type { ParameterValue } from '../rulebook.js';
import type { RulebookFile } from './rulebook-file.js';

type Accepts = (value: ParameterValue) => boolean;

const isNumber: Accepts = (value) => value === null || typeof value === 'number';
const isFlag: Accepts = (value) => value === null || typeof value === 'boolean';
const isPenaltyKinds: Accepts = (value) => Array.isArray(value) && value.every((kind) => penaltyKinds.some((known) => known === kind));
const isShortMonth: Accepts = (value) => value === 'lastDay' || value === 'firstOfNextMonth';

/** What a file names and does not state, or states in another form than whoever names it needs. The shape of the file is right already. */
export function referenceFaults(file: RulebookFile, isClause: (id: string) => boolean): FieldError[] {
  return [
    ...unknownClauses(file, isClause),
    ...unknownGroups(file),
    ...parameterFaults(file),
    ...classFaults(file),
    ...repeatedNames(file),
  ];
}

const lists = ['rules', 'periods', 'materials', 'deadlines', 'adoptedDeadlines', 'channels', 'effects', 'notices'] as const;

/** All rows of a file, each with the path to it. */
const rowsOf = (file: RulebookFile): { path: string; id: string; cites: readonly string[]; applies?: string }[] =>
  lists.flatMap((list) => file[list].map((row, index) => ({ ...row, path: `${list}[${index}]` })));

function unknownClauses(file: RulebookFile, isClause: (id: string) => boolean): FieldError[] {
  const listed = (path: string, ids: readonly string[]): (readonly [string, string])[] => ids.map((id, index) => [`${path}[${index}]`, id]);
  const named = [
    ...listed('policyBasis', file.policyBasis),
    ['clockStarts', file.clockStarts] as const,
    ...(file.severity === undefined ? [] : [['severity.rule', file.severity.rule] as const]),
    ...rowsOf(file).flatMap(({ path, id, cites }) => [[`${path}.id`, id] as const, ...listed(`${path}.cites`, cites)]),
  ];
  return named
    .filter(([, id]) => !isClause(id))
    .map(([field, id]) => ({ field, message: { zh: `没有编号为 ${id} 的条款。`, en: `No clause has the id ${id}.` } }));
}

function unknownGroups(file: RulebookFile): FieldError[] {
  const classes = (file.severity?.whenUnmarked ?? []).map(({ applies }, index) => ({ path: `severity.whenUnmarked[${index}]`, applies }));
  return [...rowsOf(file), ...classes].flatMap(({ path, applies }) =>
    applies === undefined || file.records.some(({ name }) => name === applies)
      ? []
      : [
          {
            field: `${path}.applies`,
            message: { zh: `records 中没有名为“${applies}”的一组。`, en: `records has no group called “${applies}”.` },
          },
        ],
  );
}

function parameterFaults(file: RulebookFile): FieldError[] {
  const named: (readonly [string, string, Accepts])[] = [
    ...file.periods.flatMap(({ minimumMonths, maximumMonths }, index) => [
      [`periods[${index}].minimumMonths`, minimumMonths, isNumber] as const,
      ...(maximumMonths === null ? [] : [[`periods[${index}].maximumMonths`, maximumMonths, isNumber] as const]),
    ]),
    ...(['deadlines', 'adoptedDeadlines'] as const).flatMap((list) =>
      file[list].map(({ workingDays }, index) => [`${list}[${index}].workingDays`, workingDays, isNumber] as const),
    ),
    ...file.notices.flatMap(({ exempt, onlyIf }, index) => [
      [`notices[${index}].exempt`, exempt, isPenaltyKinds] as const,
      ...(onlyIf === undefined ? [] : [[`notices[${index}].onlyIf`, onlyIf, isFlag] as const]),
    ]),
    ['parameters', decisionDayCounted, isFlag],
    ['parameters', shortMonth, isShortMonth],
    ['parameters', stopsAtMaximum, isFlag],
  ];
  return named.flatMap(([field, name, accepts]) => {
    const index = file.parameters.findIndex((parameter) => parameter.name === name);
    const stated = file.parameters[index];
    if (stated === undefined)
      return [{ field, message: { zh: `parameters 中没有“${name}”。`, en: `parameters does not state “${name}”.` } }];
    const message = { zh: `“${name}”的取值不能这样用。`, en: `The value of “${name}” is not of the kind that is needed here.` };
    return accepts(stated.value) ? [] : [{ field: `parameters[${index}].value`, message }];
  });
}

/** Without a last class for all the rest a record could not be classed; behind one, no class is ever reached. */
function classFaults({ severity }: RulebookFile): FieldError[] {
  const last = (severity?.whenUnmarked.length ?? 0) - 1;
  return (severity?.whenUnmarked ?? []).flatMap(({ applies }, index) => {
    const field = `severity.whenUnmarked[${index}]`;
    if (index === last && applies !== undefined)
      return [
        {
          field,
          message: { zh: '最后一项不能写 applies：其余记录都归入此类。', en: 'The last one names no records: it is for all the rest.' },
        },
      ];
    if (index < last && applies === undefined)
      return [{ field, message: { zh: '只有最后一项可以不写 applies。', en: 'Only the last one may name no records.' } }];
    return [];
  });
}

const repeatedNames = (file: RulebookFile): FieldError[] =>
  (['parameters', 'records'] as const).flatMap((list) =>
    file[list].flatMap(({ name }, index) =>
      file[list].findIndex((other) => other.name === name) === index
        ? []
        : [{ field: `${list}[${index}].name`, message: { zh: `“${name}”已经写过。`, en: `“${name}” is stated already.` } }],
    ),
  );
