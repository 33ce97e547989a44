/** Names come with full-width or half-width brackets, letters and spaces, according to the exporting system; they are one name. */
export const foldName = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, ' ').trim();

/** Codes, numbers and dates: as names, without any space. */
export const foldCode = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, '');

/** Characters a database or a government site cannot hold, such as NUL; line breaks and tabs are fine. */
export const unprintable = (text: string): boolean =>
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/u.test(text) || !text.isWellFormed();

/** What stands for bytes that were no text: the row came in another encoding than the rest, or was cut. */
export const garbled = (text: string): boolean => text.includes('\ufffd');

/** Lists in one cell: `1、2`, `食品;药品`. */
export const cellParts = (text: string): string[] =>
  text
    .split(/[、;；,，|\n]/u)
    .map((part) => foldName(part))
    .filter((part) => part !== '');

const dateForms = [/^(\d{4})-(\d{1,2})-(\d{1,2})$/, /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/, /^(\d{4})(\d{2})(\d{2})$/];

/** `YYYY/MM/DD`, `YYYY-MM-DD` or `YYYYMMDD`, with midnight behind it where a database export wrote one; undefined when it is none of them. */
export function isoDateOf(text: string): string | undefined {
  const day = text
    .normalize('NFKC')
    .trim()
    .replace(/[ T]00:00(:00(\.0+)?)?$/u, '');
  for (const form of dateForms) {
    const [, year, month = '', date = ''] = form.exec(day) ?? [];
    if (year !== undefined) return `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  }
  return undefined;
}
