import type { FieldProblem } from './problem.js';

/** Characters neither a database nor a site can hold, NUL above all, and halves of a character; line breaks and tabs are fine. */
export const unkeepable = (text: string): boolean =>
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/u.test(text) || !text.isWellFormed();

const message = { zh: '含有不可用的控制字符', en: 'contains control characters that cannot be kept' };

/** Every text in a value, however deep, that could not be stored as it is, by its path. */
export function unkeepableTexts(value: unknown, path = ''): FieldProblem[] {
  if (typeof value === 'string') return unkeepable(value) ? [{ field: path, message }] : [];
  if (Array.isArray(value)) return value.flatMap((each, index) => unkeepableTexts(each, `${path}[${index}]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => unkeepableTexts(each, path === '' ? name : `${path}.${name}`));
}
