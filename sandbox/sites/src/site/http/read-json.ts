import { isUtf8 } from 'node:buffer';
import { refusal, type Answer } from './answer.js';

/** At most so many records are asked about or changed in one request. */
export const recordsMax = 1_000;

export type Reading<Value> = { readonly value: Value } | { readonly refused: Answer };

const malformed = (zh: string, en: string): { refused: Answer } => ({ refused: refusal(400, 'MALFORMED', { zh, en }) });

/** The list under `field` of a JSON body, bounded. What its members are is judged one by one later. */
export function readList(body: Buffer, field: string): Reading<{ readonly list: readonly unknown[]; readonly whole: object }> {
  if (!isUtf8(body)) return malformed('请求体不是 UTF-8', 'The body is not UTF-8');
  let whole: unknown;
  try {
    whole = JSON.parse(body.toString('utf8'));
  } catch {
    return malformed('请求体不是合法的 JSON', 'The body is not valid JSON');
  }
  if (typeof whole !== 'object' || whole === null) return malformed('请求体不是 JSON 对象', 'The body is not a JSON object');
  const list = (whole as Readonly<Record<string, unknown>>)[field];
  if (!Array.isArray(list)) return malformed(`${field} 不是数组`, `${field} is not an array`);
  if (list.length > recordsMax) {
    const message = { zh: `一次最多 ${recordsMax} 条`, en: `At most ${recordsMax} records in one request` };
    return { refused: refusal(413, 'TOO_MANY_CHANGES', message) };
  }
  return { value: { list, whole } };
}

export function readRecordKeys(body: Buffer): Reading<readonly string[]> {
  const reading = readList(body, 'recordKeys');
  if ('refused' in reading) return reading;
  const { list } = reading.value;
  return list.every((key): key is string => typeof key === 'string')
    ? { value: list }
    : malformed('recordKeys 只能包含字符串', 'recordKeys may hold only strings');
}
