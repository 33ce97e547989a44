import { Problem } from '@tongxiu/problems';
import { parse, type CsvError, type Info } from 'csv-parse';
import type { PushedRow } from '../../../app/push-records.js';
import { fold } from '../../../domain/push/row-fields.js';
import { objection, words } from '../../../domain/wording.js';

interface CsvRecord {
  readonly record: readonly string[];
  readonly info: Info;
}

/** The standard has fewer than fifty columns; more than this is no table of records, and every column costs work in every row. */
const columnsMax = 300;
/** A row of the longest texts a record can hold is a tenth of this. */
const rowBytesMax = 256 * 1024;
/** A file put together from several sources ends its lines in more than one way. */
const lineEnds = ['\r\n', '\n', '\r'];

/**
 * Rows of a CSV text with a header. A row that does not fit the header is an answer of its own; it does not spoil the file.
 * The parser counts a line break inside quotes twice, so lines are counted here, from the bytes it has worked through.
 */
export async function readCsv(text: string, rowsMax: number): Promise<PushedRow[]> {
  const bytes = Buffer.from(text);
  const rows: PushedRow[] = [];
  let cut: CsvError | undefined;
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    record_delimiter: lineEnds,
    max_record_size: rowBytesMax,
    skip_records_with_error: true,
    on_skip: (error) => void (cut ??= error),
  });
  parser.end(bytes);
  let header: readonly string[] | undefined;
  const lines = new LineCount(bytes);
  for await (const { record, info } of parser as AsyncIterable<CsvRecord>) {
    const line = lines.nextRecord(info.bytes);
    if (header === undefined) header = checkedHeader(record);
    else if (rows.push(rowOf(header, record, line)) >= rowsMax) break;
  }
  if (header === undefined) throw malformed('CSV 没有表头，或首行无法读取', 'The CSV has no header line, or its first line cannot be read');
  if (cut !== undefined) rows.push(unread(lines.nextRecord(bytes.length), cut.code));
  return rows;
}

/** Which line a record begins on, given where it ends. */
class LineCount {
  private line = 1;
  private at = 0;

  constructor(private readonly bytes: Buffer) {}

  nextRecord(end: number): number {
    while (this.at < end && (this.bytes[this.at] === 0x0a || this.bytes[this.at] === 0x0d)) this.step();
    const { line } = this;
    while (this.at < end) this.step();
    return line;
  }

  private step(): void {
    const [byte, next] = [this.bytes[this.at], this.bytes[this.at + 1]];
    if (byte === 0x0a || (byte === 0x0d && next !== 0x0a)) this.line += 1;
    this.at += 1;
  }
}

function checkedHeader(record: readonly string[]): readonly string[] {
  if (record.length > columnsMax)
    throw malformed(`表头有 ${record.length} 列，最多 ${columnsMax} 列`, `The header has ${record.length} columns; at most ${columnsMax}`);
  const names = record.map((name) => name.trim());
  const [seen, twice] = [new Set<string>(), new Set<string>()];
  for (const name of names) if (name !== '' && !addedTo(seen, fold(name))) twice.add(name);
  if (twice.size > 0) throw malformed('表头有重复的列名', 'The header names a column twice', [...twice]);
  return names;
}

const addedTo = (seen: Set<string>, name: string): boolean => seen.size !== seen.add(name).size;

function rowOf(header: readonly string[], record: readonly string[], line: number): PushedRow {
  const surplus = record.slice(header.length).some((value) => value.trim() !== '');
  if (surplus || record.length < header.length) {
    const counted = words(
      `有 ${record.length} 列，表头有 ${header.length} 列`,
      `has ${record.length} columns, but the header has ${header.length}`,
    );
    return { line, objections: [objection('', counted)] };
  }
  return { line, row: Object.fromEntries(header.flatMap((name, index) => (name === '' ? [] : [[name, record[index] ?? ''] as const]))) };
}

const unread = (line: number, code: CsvError['code']): PushedRow => ({
  line,
  objections: [objection('', code === 'CSV_MAX_RECORD_SIZE' ? tooLong : neverClosed)],
});

const neverClosed = words(
  '从本行起引号没有闭合，其后的内容无法读取',
  'a quotation mark opened here is never closed; nothing from this line on could be read',
);
const tooLong = words(
  '本行过长（可能有引号没有闭合），从本行起的内容无法读取',
  'this row is too long, perhaps since a quotation mark is never closed; nothing from this line on could be read',
);

const malformed = (zh: string, en: string, names: readonly string[] = []): Problem =>
  new Problem(
    400,
    'malformed-request',
    { zh, en },
    names.map((field) => ({ field, message: { zh, en } })),
  );
