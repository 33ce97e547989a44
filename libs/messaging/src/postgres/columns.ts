import { randomUUID } from 'node:crypto';

/** A PostgreSQL array of numbers or UUIDs. Nothing in them needs quoting, so it costs a tenth of what the driver's own way does. */
export const plainArray = (values: readonly (number | string)[]): string => `{${values.join(',')}}`;

export interface TextColumns {
  readonly delimiter: string;
  /** Each to be taken apart by `string_to_array(column, delimiter)`. An only value that is empty comes out as null. */
  readonly columns: readonly string[];
}

const recordSeparator = '\u001e';

/**
 * Columns of text for one set-wise statement. As arrays each value would be escaped by the driver and unescaped by the server, which
 * costs more than inserting the row; joined, both sides copy. JSON never contains the separator raw, other text hardly ever: where
 * some does, a delimiter is made that occurs nowhere.
 */
export function textColumns(...columns: readonly (readonly string[])[]): TextColumns {
  const taken = columns.some((column) => column.some((value) => value.includes(recordSeparator)));
  const delimiter = taken ? recordSeparator + randomUUID() + recordSeparator : recordSeparator;
  return { delimiter, columns: columns.map((column) => column.join(delimiter)) };
}
