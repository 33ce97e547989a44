import { materialKinds, severities } from './case-facts.js';
import {
  day,
  dialect,
  listOf,
  object,
  oneOf,
  orNull,
  text,
  truth,
  wholeNumber,
  wording,
  type Fields,
  type JsonSchema,
} from './json-schema.js';
import { channels, deadlineKinds, effects, type BrokenRule, type Deadline, type Publicity, type Verdict } from './verdict.js';

const broken: Fields<BrokenRule> = {
  rule: text,
  clause: text,
  message: wording,
  until: { ...orNull(day), description: 'Last day on which it is broken; null where time alone does not mend it.' },
};

const deadline: Fields<Deadline> = {
  rule: text,
  clause: text,
  what: oneOf(deadlineKinds),
  workingDays: { ...wholeNumber, minimum: 1 },
  from: { ...day, description: 'Day of the start event, which is not counted.' },
  dueDate: { ...orNull(day), description: 'Last day; null while the calendar lacks the year.' },
  dueAt: { type: ['string', 'null'], description: 'The first instant that is too late.' },
  provisional: truth,
  'missingYears?': listOf(wholeNumber),
  edition: { ...text, description: 'Edition of the calendar.' },
};

const publicity: Fields<Publicity> = { minimumUntil: orNull(day), maximumUntil: orNull(day), shown: truth };

const verdict: Fields<Verdict> = {
  rulebook: text,
  repairable: { ...truth, description: 'Every condition holds on asOf; with no application, the conditions that need none.' },
  repairableFrom: { ...orNull(day), description: 'First day on which no time condition is broken; null if none will come.' },
  broken: listOf(object('One rule that stands in the way.', broken), 'All of them, not the first.'),
  missingMaterials: listOf(oneOf(materialKinds)),
  publicity: object('Last days of the shortest and longest publicity, and whether the public sees the record on asOf.', publicity),
  channel: oneOf(channels),
  noticeRequired: { ...truth, description: '两书同达' },
  deadlines: listOf(object('One limit whose start event is in the facts.', deadline)),
  effects: listOf(oneOf(effects), 'What an approval does.'),
  severity: orNull(oneOf(severities)),
  requiredMaterials: listOf(listOf(oneOf(materialKinds), 'Alternatives, of which one is enough.')),
  adoptedDeadlines: listOf(object('One limit the platform keeps of its own accord.', deadline)),
  assumptions: listOf(object('What the rulebook leaves open and how it was read.', { rule: text, message: wording })),
  warnings: listOf(object('What somebody should look at though it does not change the verdict.', { field: text, message: wording })),
};

/** What `rules evaluate` writes. More fields may be added. */
export const verdictSchema: JsonSchema = {
  $schema: dialect,
  $id: 'urn:tongxiu:schema:verdict',
  title: 'Verdict · 判断结果',
  ...object('What a rulebook says of a case.', verdict),
};
