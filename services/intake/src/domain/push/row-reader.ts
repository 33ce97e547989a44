import { isDate } from '@tongxiu/working-days';
import { fold, knownField, rowFields, type RowField } from './row-fields.js';
import { cellParts, garbled, isoDateOf, unprintable } from './text-folding.js';
import { holdsIdentityNumber } from './identity-number.js';
import { objection, words, type Objection, type Wording } from '../wording.js';

export type RawRow = Readonly<Record<string, unknown>>;

/** Reads one row field by field and collects everything that is wrong with it. A value that cannot be read is undefined from then on. */
export class RowReader {
  readonly objections: Objection[] = [];
  private readonly values = new Map<string, { readonly name: string; readonly value: unknown }>();
  private readonly names = new Map<string, string>();
  /** In the columns of the 双公示 standard, or in the names of our own interface. */
  readonly inStandardColumns: boolean;

  constructor(row: RawRow) {
    for (const [name, value] of Object.entries(row)) {
      this.names.set(fold(name), name);
      if (!blank(value)) this.values.set(fold(name), { name, value });
    }
    this.inStandardColumns = [...this.names.keys()].some((name) => name.startsWith('CF_'));
  }

  /** The name the caller used; for a field that was left out, the one that goes with those that were not. */
  nameOf(field: RowField): string {
    const aliases: readonly string[] = rowFields[field];
    const used = aliases.map((alias) => this.names.get(fold(alias))).find((name) => name !== undefined);
    return this.find(field)?.name ?? used ?? aliases.at(this.inStandardColumns ? 0 : -1) ?? field;
  }

  has(field: RowField): boolean {
    return this.find(field) !== undefined;
  }

  object(field: RowField, message: Wording, rule?: string): undefined {
    this.objections.push(objection(this.nameOf(field), message, rule));
    return undefined;
  }

  /** Folding may make a text longer (㍿ is four characters), so the length that counts is the one after it. */
  text(
    field: RowField,
    limits: { readonly lengthMax: number; readonly required?: boolean; readonly fold?: (text: string) => string },
  ): string | undefined {
    const found = this.find(field);
    if (found === undefined) return limits.required === true ? this.object(field, words('必须填写', 'is required')) : undefined;
    const stated = asText(found.value);
    if (stated === undefined) return this.object(field, words('应为文本', 'must be text'));
    const text = limits.fold === undefined ? stated.trim() : limits.fold(stated);
    if (garbled(text)) return this.object(field, words('编码有误，无法读取', 'is not in the encoding of the rest and cannot be read'));
    // What a row says is published as it is, and nobody can take it back.
    if (holdsIdentityNumber(text))
      return this.object(field, words('含有公民身份号码，请删去后报送', 'holds the identity number of a person; leave it out'), 'H-007');
    if (unprintable(text)) return this.object(field, words('含有不可用的控制字符', 'contains control characters that cannot be kept'));
    if ([...text].length <= limits.lengthMax) return text;
    return this.object(field, words(`超过${limits.lengthMax}个字符`, `is longer than ${limits.lengthMax} characters`));
  }

  date(field: RowField, required: boolean): string | undefined {
    const text = this.text(field, { lengthMax: 40, required });
    if (text === undefined) return undefined;
    const date = isoDateOf(text);
    if (date === undefined)
      return this.object(
        field,
        words('日期应写作 YYYY/MM/DD、YYYY-MM-DD 或 YYYYMMDD', 'must be a date as YYYY/MM/DD, YYYY-MM-DD or YYYYMMDD'),
      );
    return isDate(date) ? date : this.object(field, words('没有这一天', 'is not a day that exists'));
  }

  /** Zero or more; exponents and thousands separators are not numbers here, since nobody can tell what was meant. */
  amount(field: RowField): number | undefined {
    const text = this.text(field, { lengthMax: 20 })?.normalize('NFKC');
    if (text === undefined) return undefined;
    return /^\d{1,12}(\.\d{1,6})?$/u.test(text)
      ? Number(text)
      : this.object(field, words('应为不小于零的数字，最多六位小数', 'must be a number of at least zero with at most six decimals'));
  }

  /** Several values in one cell or in a JSON list; every one that has no meaning is named by its place, not repeated. */
  each<Meaning>(field: RowField, meaningOf: (word: string) => Meaning | undefined): Meaning[] {
    const found = this.find(field);
    if (found === undefined) return [];
    const parts = Array.isArray(found.value) ? found.value.flatMap((part) => asText(part) ?? '?') : cellParts(asText(found.value) ?? '?');
    const meanings = new Set<Meaning>();
    parts.forEach((part, index) => {
      const meaning = meaningOf(part);
      if (meaning !== undefined) meanings.add(meaning);
      else this.object(field, words(`第${index + 1}个值不在允许的取值之内`, `value ${index + 1} is not one of those allowed`));
    });
    return [...meanings];
  }

  oneOf<Meaning>(field: RowField, meaningOf: (word: string) => Meaning | undefined): Meaning | undefined {
    const text = this.text(field, { lengthMax: 100 })?.normalize('NFKC');
    if (text === undefined) return undefined;
    return meaningOf(text) ?? this.object(field, words('不在允许的取值之内', 'is not one of those allowed'));
  }

  private find(field: RowField): { readonly name: string; readonly value: unknown } | undefined {
    for (const name of rowFields[field]) {
      const found = this.values.get(fold(name));
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

/** Fields of these rows that nobody knows: they were not read, and the answer names them. */
export const unknownFields = (rows: readonly RawRow[]): string[] => {
  const names = new Set<string>();
  for (const row of rows) for (const name of Object.keys(row)) names.add(name);
  return [...names].filter((name) => !knownField(name)).slice(0, 50);
};

const blank = (value: unknown): boolean => value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

const asText = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
