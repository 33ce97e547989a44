import type { FieldError } from '../fields.js';
import { referenceFaults } from './reference-faults.js';
import { repeatedFields } from './repeated-fields.js';
import { tiers, type RulebookFile } from './rulebook-file.js';
import { rulebookFileSchema } from './rulebook-file-schema.js';
import { schemaFaults } from './schema-faults.js';

/** A file of the folder, as it lies there. */
export interface FileText {
  readonly name: string;
  readonly text: string;
}

export interface RulebookFilesReading {
  /** In the order in which they are listed: from the nearest place to the widest. Empty where there are faults. */
  readonly files: readonly RulebookFile[];
  /** Sentences that name the file and the place in it. */
  readonly faults: readonly string[];
}

/** Reads all rulebooks of the folder. One that is wrong leaves none, since they are used together or not at all. */
export function readRulebookFiles(texts: readonly FileText[], documentClauses: readonly string[]): RulebookFilesReading {
  const readings = texts.map((text) => ({ name: text.name, ...readOne(text) }));
  const files = readings.flatMap(({ file }) => (file === undefined ? [] : [file]));
  const ids = [...documentClauses, ...files.flatMap(({ clauses = [] }) => clauses.map(({ id }) => id))];
  const known = new Set(ids);
  const faults = readings.flatMap(({ name, file, faults: found }) =>
    [...found, ...(file === undefined ? [] : [...referenceFaults(file, (id) => known.has(id)), ...repeatedClauses(file, ids)])].map(
      ({ field, message }) => `${name}${field === '' ? '' : ` ${field}`}：${message.zh} ${message.en}`,
    ),
  );
  return { files: faults.length === 0 ? files.sort(byTier) : [], faults };
}

function readOne({ name, text }: FileText): { readonly file?: RulebookFile; readonly faults: readonly FieldError[] } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { faults: [{ field: '', message: { zh: '不是有效的 JSON 文件。', en: `This is no JSON: ${reason}.` } }] };
  }
  const faults = [...repeated(text), ...schemaFaults(value, rulebookFileSchema)];
  if (faults.length > 0) return { faults };
  const file = value as RulebookFile;
  const message = { zh: `文件应名为 ${file.id}.json。`, en: `The file has to be called ${file.id}.json.` };
  return name === `${file.id}.json` ? { file, faults: [] } : { file, faults: [{ field: 'id', message }] };
}

const repeated = (text: string): FieldError[] =>
  repeatedFields(text).map(({ name, line }) => ({
    field: name,
    message: { zh: `第${line}行：同一对象中重复写了此字段。`, en: `Line ${line}: one object states this field twice.` },
  }));

const repeatedClauses = ({ clauses = [] }: RulebookFile, ids: readonly string[]): FieldError[] =>
  clauses.flatMap(({ id }, index) =>
    ids.indexOf(id) === ids.lastIndexOf(id)
      ? []
      : [{ field: `clauses[${index}].id`, message: { zh: `条款 ${id} 已经写过。`, en: `The clause ${id} is stated elsewhere, too.` } }],
  );

const byTier = (one: RulebookFile, other: RulebookFile): number =>
  tiers.indexOf(one.tier) - tiers.indexOf(other.tier) || (one.id < other.id ? -1 : 1);
