import { Problem } from '@tongxiu/problems';
import { parse, type CsvError, type Info } from 'csv-parse';
import type { PushedRow } from '../../../app/push-records.js';
import { fold } from '../../../domain/push/row-fields.js';
import { objection, words } from '../../../domain/wording.js';

interface CsvRecord {
  readonly record: readonly string[];
  readonly info: Info;
}

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
  if (header === undefined) throw malformed('CSV 没有表头', 'The CSV has no header line', []);
  if (cut !== undefined) rows.push(unread(lines.nextRecord(bytes.length)));
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
    if (this.bytes[this.at] === 0x0a) this.line += 1;
    this.at += 1;
  }
}

function checkedHeader(record: readonly string[]): readonly string[] {
  const names = record.map((name) => name.trim());
  const twice = names.filter((name, index) => name !== '' && names.findIndex((other) => fold(other) === fold(name)) !== index);
  if (twice.length > 0) throw malformed('表头有重复的列名', 'The header names a column twice', twice);
  return names;
}

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

const unread = (line: number): PushedRow => ({
  line,
  objections: [
    objection(
      '',
      words(
        '从本行起引号没有闭合，其后的内容无法读取',
        'a quotation mark opened here is never closed; nothing from this line on could be read',
      ),
    ),
  ],
});

const malformed = (zh: string, en: string, names: readonly string[]): Problem =>
  new Problem(
    400,
    'malformed-request',
    { zh, en },
    names.map((field) => ({ field, message: { zh, en } })),
  );
