import { Problem } from '@tongxiu/problems';
import { objection, words } from '../../../domain/wording.js';
import type { PushedRow } from '../../../app/push-records.js';
import { knownField } from '../../../domain/push/row-fields.js';
import { readCsv } from './csv-rows.js';
import { tooLarge } from '../refusals.js';

export const batchRowsMax = 10_000;

/** The rows of a batch, whichever of the three formats it came in, each with the number of its line. */
export async function readPushedRows(contentType: string | undefined, body: unknown): Promise<PushedRow[]> {
  const mediaType = contentType?.split(';')[0]?.trim().toLowerCase();
  if (Buffer.isBuffer(body)) {
    const text = decoded(body, contentType);
    return mediaType === 'text/csv' ? withKnownColumns(withinLimit(await readCsv(text, batchRowsMax + 1))) : readNdjson(text);
  }
  if (Array.isArray(body)) return withinLimit(body.map((row: unknown, index) => rowOf(row, index + 1)));
  throw new Problem(400, 'malformed-request', {
    zh: '批量报送应为 JSON 数组、NDJSON 或 CSV',
    en: 'A batch is a JSON list, NDJSON or CSV',
  });
}

/**
 * Spreadsheets on Chinese systems still export GB 18030: read so where the caller says it, or where the bytes are hardly UTF-8. A few
 * bytes that are not spoil their own rows only, which are refused; taken for GB 18030 the whole file would be listed as gibberish.
 */
function decoded(bytes: Buffer, contentType: string | undefined): string {
  const charset = /charset="?([\w-]+)/iu.exec(contentType ?? '')?.[1]?.toLowerCase();
  if (charset?.startsWith('gb') === true) return new TextDecoder('gb18030').decode(bytes);
  const text = new TextDecoder('utf-8').decode(bytes);
  return charset === undefined && hardlyUtf8(text) ? new TextDecoder('gb18030').decode(bytes) : text;
}

/** Chinese in GB 18030, read as UTF-8, is a replacement character or two for every one of its characters and a Chinese one by rare chance. */
function hardlyUtf8(text: string): boolean {
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
  const unread = count(/\ufffd/gu);
  return unread > 0 && unread > 4 * count(/\p{Script=Han}/gu);
}

function readNdjson(text: string): PushedRow[] {
  const rows: PushedRow[] = [];
  let line = 0;
  for (let start = 0; start < text.length;) {
    const end = text.indexOf('\n', start);
    const content = text.slice(start, end === -1 ? text.length : end).trim();
    line += 1;
    start = end === -1 ? text.length : end + 1;
    if (content === '') continue;
    if (rows.length === batchRowsMax) throw tooManyRows();
    rows.push(jsonRow(content, line));
  }
  return rows;
}

function jsonRow(content: string, line: number): PushedRow {
  try {
    return rowOf(JSON.parse(content), line);
  } catch {
    return { line, objections: [objection('', words('该行不是有效的 JSON', 'this line is not valid JSON'))] };
  }
}

const rowOf = (row: unknown, line: number): PushedRow =>
  isRow(row) ? { line, row } : { line, objections: [objection('', words('该行不是一个对象', 'this row is not an object'))] };

export const isRow = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function withinLimit(rows: PushedRow[]): PushedRow[] {
  if (rows.length > batchRowsMax) throw tooManyRows();
  return rows;
}

/** Said once for the table: each of its rows would lack everything. */
function withKnownColumns(rows: PushedRow[]): PushedRow[] {
  const read = rows.find(({ row }) => row !== undefined)?.row;
  if (read === undefined || Object.keys(read).some(knownField)) return rows;
  throw new Problem(400, 'malformed-request', {
    zh: '表头没有一个可识别的列名：首行应为列名，列之间应为逗号，编码应为 UTF-8 或 GB 18030',
    en: 'The header names no column we know: the first line names them, separated by commas, in UTF-8 or GB 18030',
  });
}

const tooManyRows = (): Problem => tooLarge({ zh: `一次最多报送 ${batchRowsMax} 行`, en: `A batch has at most ${batchRowsMax} rows` });
