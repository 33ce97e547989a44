/** What a file is, told by its own bytes: a name or a declared type proves nothing. */
export const mediaTypes = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpeg: 'image/jpeg',
  ofd: 'application/ofd',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const;
export type MaterialType = keyof typeof mediaTypes;

export const materialBytesMax = 8 * 1024 * 1024;
/** How much of a file's beginning and end is enough to tell. */
export const signBytes = 4096;

const starts: readonly (readonly [MaterialType, string])[] = [
  ['pdf', '%PDF-'],
  ['png', '\u0089PNG\r\n\u001a\n'],
  ['jpeg', '\u00ff\u00d8\u00ff'],
];

/** `head` and `tail` are read as Latin-1, one character per byte. OFD and DOCX are ZIP archives; the names of their parts tell them apart. */
export function materialTypeOf(head: string, tail: string): MaterialType | undefined {
  const found = starts.find(([, start]) => head.startsWith(start))?.[0];
  if (found !== undefined || !head.startsWith('PK\u0003\u0004')) return found;
  const names = head + tail;
  if (names.includes('OFD.xml')) return 'ofd';
  return names.includes('word/document.xml') || names.includes('word/') ? 'docx' : undefined;
}
