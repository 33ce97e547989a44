import { isDate, isInstant } from '@tongxiu/working-days';
import type { Wording } from './verdict.js';

export interface FieldError {
  readonly field: string;
  readonly message: Wording;
  readonly rule?: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** Reads one object of the input and collects what is wrong with it; a wrong value reads as undefined and the rest is still read. */
export class FieldReader {
  constructor(
    private readonly fields: Fields,
    private readonly path: string,
    readonly errors: FieldError[],
  ) {}

  /** Reads an object at the top of the input, or complains and reads nothing. */
  static of(input: unknown, errors: FieldError[]): FieldReader | undefined {
    if (isObject(input)) return new FieldReader(input, '', errors);
    errors.push(complaint('', '应为一个 JSON 对象。', 'This has to be a JSON object.'));
    return undefined;
  }

  only(names: readonly string[]): this {
    for (const name of Object.keys(this.fields)) {
      if (!names.includes(name)) this.complain(name, '未知字段。', 'This field is not known.');
    }
    return this;
  }

  object(name: string, required = true): FieldReader | undefined {
    return this.read(name, required, isObject, '应为对象。', 'This has to be an object.', (value) => {
      return new FieldReader(value, this.at(name), this.errors);
    });
  }

  text(name: string, required = true): string | undefined {
    return this.read(name, required, isText, '应为非空文本。', 'This has to be a text that is not empty.', same);
  }

  flag(name: string): boolean | undefined {
    return this.read(name, true, isFlag, '应为 true 或 false。', 'This has to be true or false.', same);
  }

  date(name: string, required = true): string | undefined {
    const zh = '应为存在的日期，格式为 YYYY-MM-DD，年份在1900至2999之间。';
    return this.read(name, required, isUsualDate, zh, 'This has to be a day that exists, as YYYY-MM-DD, between 1900 and 2999.', same);
  }

  instant(name: string, required = true): string | undefined {
    const zh = '应为带时差或 Z 的 ISO 8601 时刻，或 YYYY-MM-DD 日期。';
    return this.read(name, required, isMoment, zh, 'This has to be an ISO 8601 instant with an offset or Z, or a date.', same);
  }

  oneOf<Value extends string>(name: string, values: readonly Value[], required = true): Value | undefined {
    const known = (value: unknown): value is Value => values.some((allowed) => allowed === value);
    const { zh, en } = choice(values);
    return this.read(name, required, known, zh, en, same);
  }

  listOf<Value extends string>(name: string, values: readonly Value[]): Value[] {
    const list = this.read(name, true, Array.isArray, '应为列表。', 'This has to be a list.', (found): unknown[] => found) ?? [];
    const found: Value[] = [];
    for (const [index, entry] of list.entries()) {
      const known = values.find((value) => value === entry);
      if (known !== undefined) found.push(known);
      else
        this.complain(
          `${name}[${index}]`,
          `未知取值；${choice(values).zh}`,
          `This value is not known; it has to be one of: ${values.join(', ')}.`,
        );
    }
    return found;
  }

  complain(name: string, zh: string, en: string, rule?: string): void {
    this.errors.push(complaint(this.at(name), zh, en, rule));
  }

  private at(name: string): string {
    return this.path === '' ? name : `${this.path}.${name}`;
  }

  private read<Found, Read>(
    name: string,
    required: boolean,
    accepts: (value: unknown) => value is Found,
    zh: string,
    en: string,
    make: (value: Found) => Read,
  ): Read | undefined {
    const value = Object.hasOwn(this.fields, name) ? this.fields[name] : undefined;
    if (value === undefined || value === null) {
      if (required) this.complain(name, `缺少此字段。${zh}`, `This field is missing. ${en}`);
      return undefined;
    }
    if (accepts(value)) return make(value);
    this.complain(name, zh, en);
    return undefined;
  }
}

const complaint = (field: string, zh: string, en: string, rule?: string): FieldError =>
  rule === undefined ? { field, message: { zh, en } } : { field, message: { zh, en }, rule };

const choices = new WeakMap<readonly string[], Wording>();

/** Worded once for each list of values, not once for each case that is read. */
function choice(values: readonly string[]): Wording {
  const known = choices.get(values);
  if (known !== undefined) return known;
  const allowed = values.join(', ');
  const worded = { zh: `应为以下之一：${allowed}。`, en: `This has to be one of: ${allowed}.` };
  choices.set(values, worded);
  return worded;
}

const same = <Value>(value: Value): Value => value;
const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
const isUsualDate = (value: unknown): value is string => isDate(value) && value >= '1900' && value < '3000';
const isMoment = (value: unknown): value is string => isUsualDate(value) || (isInstant(value) && value >= '1900' && value < '3000');
