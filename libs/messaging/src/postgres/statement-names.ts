const nameCountMax = 500;
const names = new Map<string, string>();

/**
 * A name per statement text, so that PostgreSQL parses it once per connection. Texts are constants of the program;
 * if some code builds them from data after all, the ones beyond the limit are merely sent unnamed.
 */
export function statementName(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size >= nameCountMax) return undefined;
  const name = `tx${names.size}`;
  names.set(text, name);
  return name;
}
