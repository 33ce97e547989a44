import { Problem } from '@tongxiu/problems';
import { objection, words } from '../../../domain/wording.js';
import type { PushedRow } from '../../../app/push-records.js';
import { readCsv } from './csv-rows.js';
import { tooLarge } from '../refusals.js';

export const batchRowsMax = 10_000;

/** The rows of a batch, whichever of the three formats it came in, each with the number of its line. */
export async function readPushedRows(contentType: string | undefined, body: unknown): Promise<PushedRow[]> {
  const mediaType = contentType?.split(';')[0]?.trim().toLowerCase();
  if (Buffer.isBuffer(body)) {
    const text = decoded(body, contentType);
    return mediaType === 'text/csv' ? withinLimit(await readCsv(text, batchRowsMax + 1)) : readNdjson(text);
  }
  if (Array.isArray(body)) return withinLimit(body.map((row: unknown, index) => rowOf(row, index + 1)));
  throw new Problem(400, 'malformed-request', {
    zh: '批量报送应为 JSON 数组、NDJSON 或 CSV',
    en: 'A batch is a JSON list, NDJSON or CSV',
  });
}

/** Spreadsheets on Chinese systems still export GB 18030: read so where the caller says it, or where the bytes are not UTF-8. */
function decoded(bytes: Buffer, contentType: string | undefined): string {
  try {
    if (/charset="?gb/iu.test(contentType ?? '')) return new TextDecoder('gb18030').decode(bytes);
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
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

const tooManyRows = (): Problem => tooLarge({ zh: `一次最多报送 ${batchRowsMax} 行`, en: `A batch has at most ${batchRowsMax} rows` });
