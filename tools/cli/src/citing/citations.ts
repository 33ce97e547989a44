import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

export type CitationPlace = 'table' | 'code' | 'test';

/** One source file that names the id of a clause. */
export interface Citation {
  readonly rule: string;
  readonly place: CitationPlace;
  /** Path from the root of the project, with `/`. */
  readonly file: string;
}

const folders = ['libs', 'services', 'sandbox', 'tests'] as const;

/** The rulebooks, which are data and sources all the same. */
const tables = 'libs/rulebook/data/rulebooks/';

/** The clauses themselves, and what is built or generated from sources, prove nothing. */
const skippedFolders = ['node_modules', 'dist'];
const skippedFiles = ['libs/rulebook/src/document-clauses.ts', 'libs/rulebook/src/rulebook-files.ts'];

export async function citationsUnder(root: string): Promise<Citation[]> {
  const sources = folders.map((folder) => filesUnder(join(root, folder), (name) => name.endsWith('.ts') && !name.endsWith('.d.ts')));
  const files = (await Promise.all([filesUnder(join(root, tables), (name) => name.endsWith('.json')), ...sources])).flat();
  const named = files.map((path) => ({ path, file: relative(root, path).split(sep).join('/') }));
  const found = await Promise.all(
    named
      .filter(({ file }) => !skippedFiles.includes(file))
      .map(async ({ path, file }) => rulesNamedIn(await readFile(path, 'utf8')).map((rule) => ({ rule, place: placeOf(file), file }))),
  );
  return found.flat();
}

async function filesUnder(folder: string, wanted: (name: string) => boolean): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const nested = entries.map(async (entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return skippedFolders.includes(entry.name) ? [] : filesUnder(path, wanted);
    return wanted(entry.name) ? [path] : [];
  });
  return (await Promise.all(nested)).flat();
}

export function placeOf(file: string): CitationPlace {
  if (file.endsWith('.spec.ts') || file.startsWith('tests/') || file.split('/').includes('test')) return 'test';
  return file.startsWith(tables) ? 'table' : 'code';
}

/** Ids in a text, each once; `H-028…H-030` names everything from the first to the last. */
export function rulesNamedIn(text: string): string[] {
  const ranges = [...text.matchAll(/\b([HJ])-(\d{3})\s*(?:…|\.{3}|–)\s*\1-(\d{3})\b/gu)].flatMap(([, document = '', first, last]) => {
    const [from, to] = [Number(first), Number(last)];
    return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => `${document}-${String(from + index).padStart(3, '0')}`);
  });
  const single = [...text.matchAll(/\b[HJ]-\d{3}\b/gu)].map(([id]) => id);
  return [...new Set([...ranges, ...single])].sort();
}
