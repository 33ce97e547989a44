import { appliesTo } from '../applies.js';
import { askedBy } from '../conditions/conditions.js';
import type { Applies, Rule, Rulebook, SeverityReading } from '../rulebook.js';
import type { RuleEntry, RulebookFile, Stated, StatedSeverity } from './rulebook-file.js';

/** The rulebook a file states. */
export function rulebookOf(file: RulebookFile): Rulebook {
  const { id, jurisdiction, title, note, policyBasis, kinds, validFrom, validTo, clockStarts, parameters, severity } = file;
  const groups = new Map(file.records.map((group) => [group.name, appliesOf(group)]));
  const group = (name: string): Applies => {
    const found = groups.get(name);
    if (found === undefined) throw new RangeError(`${id} has no group of records called ${name}.`);
    return found;
  };
  const rows = <Row>(stated: readonly Stated<Row>[]): Row[] =>
    stated.map(({ applies, ...row }) => ({ ...row, applies: applies === undefined ? everyRecord : group(applies) }) as Row);
  return {
    id,
    jurisdiction,
    title,
    note,
    policyBasis,
    kinds,
    validFrom,
    validTo,
    clockStarts,
    parameters: Object.fromEntries(parameters.map(({ name, value }) => [name, value])),
    pending: parameters.filter(({ pending }) => pending !== undefined).map(({ name }) => name),
    ...(severity === undefined ? {} : { severity: readingOf(severity, group) }),
    rules: file.rules.map((rule) => ruleOf(rule, file, group)),
    periods: rows(file.periods),
    materials: rows(file.materials),
    deadlines: rows(file.deadlines),
    adoptedDeadlines: rows(file.adoptedDeadlines),
    channels: rows(file.channels),
    effects: rows(file.effects),
    notices: rows(file.notices),
  };
}

/** Every rule has the same fields in the same order: rules of many shapes cost a tenth of the time of a verdict. */
function ruleOf(rule: RuleEntry, file: RulebookFile, group: (name: string) => Applies): Rule {
  const applies = 'applies' in rule && rule.applies !== undefined ? group(rule.applies) : undefined;
  const { id, requires, cites } = rule;
  const { when, holds, until, message, uses } = askedBy(rule, file, applies);
  return { id, requires, cites, applies, when, holds, until, message, uses };
}

/** Every group has the same fields, stated or not: it is asked a dozen times for a verdict, and groups of many shapes take a fifth longer. */
function appliesOf(group: Applies): Applies {
  const { kinds, marketRegulation, domains, penaltyKinds, penaltyKindsOnly, conducts, severities } = group;
  return { kinds, marketRegulation, domains, penaltyKinds, penaltyKindsOnly, conducts, severities };
}

const everyRecord = appliesOf({});

function readingOf({ whenUnmarked, ...reading }: StatedSeverity, group: (name: string) => Applies): SeverityReading {
  const steps = whenUnmarked.map((step) => ({
    applies: step.applies === undefined ? everyRecord : group(step.applies),
    severity: step.class,
  }));
  return {
    ...reading,
    whenUnmarked: ({ record }) => {
      for (const { applies, severity } of steps) if (appliesTo(applies, record, null)) return severity;
      throw new RangeError(`The reading ${reading.rule} of severity has no last class.`);
    },
  };
}
