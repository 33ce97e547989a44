import { conducts, domains, materialKinds, penaltyKinds, recordKinds, severities, type Severity } from '../case-facts.js';
import { day, dialect, listOf, object, oneOf, orNull, text, truth, type Fields, type JsonSchema } from '../json-schema.js';
import {
  startEvents,
  type ChannelRow,
  type DeadlineRow,
  type EffectRow,
  type MaterialRow,
  type NoticeRow,
  type PeriodRow,
} from '../rulebook.js';
import { channels, deadlineKinds, effects } from '../verdict.js';
import { conditionsSchema } from './conditions-schema.js';
import {
  tiers,
  toBeChecked,
  type RulebookFile,
  type Stated,
  type StatedClass,
  type StatedClause,
  type StatedGroup,
  type StatedParameter,
  type StatedSeverity,
} from './rulebook-file.js';
import { aboutGroup, clauseId, clauseIds, nameOf, sentence } from './stated-values.js';

const parameter: Fields<StatedParameter> = {
  name: text,
  value: {
    type: ['integer', 'boolean', 'string', 'array', 'null'],
    minimum: 0,
    items: { type: 'string' },
    description: 'A number of months or working days, yes or no, a list; null where nothing is stated.',
  },
  'pending?': { type: 'string', const: toBeChecked, description: 'The official text was not at hand: never shown as law.' },
  zh: text,
  en: text,
};

const group: Fields<StatedGroup> = {
  name: text,
  called: sentence,
  'kinds?': listOf(oneOf(recordKinds)),
  'marketRegulation?': { ...truth, description: 'Whether a market-regulation department decided or listed.' },
  'domains?': listOf(oneOf(domains)),
  'penaltyKinds?': listOf(oneOf(penaltyKinds), 'One of them is enough.'),
  'penaltyKindsOnly?': listOf(oneOf(penaltyKinds), 'The penalty is of these kinds and of no other.'),
  'conducts?': listOf(oneOf(conducts)),
  'severities?': listOf(oneOf(severities)),
};

const reads: Readonly<Record<`${Severity}?`, JsonSchema>> = {
  'minor?': oneOf(severities),
  'general?': oneOf(severities),
  'severe?': oneOf(severities),
};

const statedClass: Fields<StatedClass> = { 'applies?': aboutGroup, class: oneOf(severities) };

const severity: Fields<StatedSeverity> = {
  rule: clauseId,
  'reads?': object('Classes the rulebook does not know, and what it takes them for.', reads),
  whenUnmarked: {
    ...listOf(
      object('A class, and the records it is for.', statedClass),
      'The first that fits counts; the last names no records and fits always.',
    ),
    minItems: 1,
  },
  message: sentence,
};

const row = { id: clauseId, cites: clauseIds, 'applies?': aboutGroup };
const period: Fields<Stated<PeriodRow>> = {
  ...row,
  minimumMonths: nameOf('a parameter'),
  maximumMonths: orNull(nameOf('a parameter')),
};
const material: Fields<Stated<MaterialRow>> = { ...row, anyOf: { ...listOf(oneOf(materialKinds), 'One of them is enough.'), minItems: 1 } };
const deadline: Fields<Stated<DeadlineRow>> = {
  ...row,
  what: oneOf(deadlineKinds),
  startsAt: oneOf(startEvents),
  workingDays: nameOf('a parameter'),
};
const channel: Fields<Stated<ChannelRow>> = { ...row, channel: oneOf(channels) };
const effect: Fields<Stated<EffectRow>> = { ...row, effects: { ...listOf(oneOf(effects)), minItems: 1 } };
const notice: Fields<Stated<NoticeRow>> = { ...row, exempt: nameOf('a parameter'), 'onlyIf?': nameOf('a parameter') };

const clause: Fields<StatedClause> = { id: clauseId, clause: text, kind: oneOf(['SYS', 'DATA', 'ORG']), zh: text, en: text };

const file: Fields<RulebookFile> = {
  '$schema?': { type: 'string' },
  id: { type: 'string', pattern: '^[A-Z]+-\\d{4}$', description: 'The name of the file, without .json.' },
  jurisdiction: { type: 'string', pattern: '^[A-Z]+$' },
  tier: oneOf(tiers),
  title: sentence,
  quotedAs: { ...sentence, description: 'How a reason names the document before it quotes a clause.' },
  note: { ...sentence, description: 'What a reader has to know about its standing.' },
  'remarks?': listOf(sentence, 'How the document was read; for whoever reads the file.'),
  policyBasis: { ...clauseIds, description: 'The clauses that say what it rests on.' },
  kinds: { ...listOf(oneOf(recordKinds)), minItems: 1 },
  validFrom: day,
  validTo: orNull(day),
  clockStarts: { ...clauseId, description: 'The clause that says from which day periods are counted.' },
  parameters: listOf(object('A number or another value rows name; counting.* and stopsAtMaximum are known to the program.', parameter)),
  records: listOf(object('A group of records. What is not named does not matter; each list is met by any one of its values.', group)),
  'severity?': object('How a record is classed whose unit marked nothing. Absent where the document knows no classes.', severity),
  rules: listOf(conditionsSchema, 'The conditions of repair.'),
  periods: listOf(object('Shortest and longest publicity.', period)),
  materials: listOf(object('What an application has to bring.', material)),
  deadlines: listOf(object('A limit in working days.', deadline)),
  adoptedDeadlines: listOf(object('A limit the platform keeps of its own accord.', deadline)),
  channels: listOf(object('Where to apply; the first that fits counts.', channel)),
  effects: listOf(object('What an approval does.', effect)),
  notices: listOf(object('When the notice is served.', notice)),
  'clauses?': listOf(object('A clause of the document that is not in data/rules.json.', clause)),
};

export const rulebookFileSchema: JsonSchema = {
  $schema: dialect,
  $id: 'urn:tongxiu:schema:rulebook',
  title: 'Rulebook · 规则集',
  ...object('One file of libs/rulebook/data/rulebooks. Fields that are not named here are refused.', file),
};
