const brackets: Readonly<Record<string, string>> = { '〔': '(', '〕': ')', '【': '(', '】': ')', '[': '(', ']': ')', '「': '(', '」': ')' };

/**
 * A name as it is compared: systems write the same company with full-width and half-width brackets, letters and spaces
 * (one was seen to swap the brackets before every search).
 */
export const foldedName = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[〔〕【】[\]「」]/gu, (bracket) => brackets[bracket] ?? bracket)
    .replace(/\s+/gu, '');

/**
 * Every single character and every pair of neighbours, each once. Any part of a name has all its own pieces among those of
 * the name, so an index over the pieces finds parts of two Chinese characters, for which three-letter indexes are blind.
 */
export function piecesOf(folded: string): string[] {
  const characters = [...folded];
  return [...new Set(characters.flatMap((character, at) => [character, ...(at === 0 ? [] : [`${characters[at - 1]}${character}`])]))];
}

/** Of a search term, the pieces worth asking the index for: pairs say more than single characters. */
export function piecesToAsk(folded: string): string[] {
  const pieces = piecesOf(folded);
  return pieces.length === 1 ? pieces : pieces.filter((piece) => [...piece].length === 2);
}
