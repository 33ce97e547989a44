import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** One package of the repository, with everything the rules ask about. */
export interface WorkspacePackage {
  readonly name: string;
  /** Folder, from the root of the repository. */
  readonly folder: string;
  readonly tags: readonly string[];
  readonly dependencies: readonly string[];
  readonly devDependencies: readonly string[];
  /** Names of the packages its tsconfig builds before it. */
  readonly references: readonly string[];
  readonly files: readonly SourceFile[];
}

export interface SourceFile {
  /** From the root of the repository, with `/`. */
  readonly path: string;
  readonly imports: readonly string[];
}

export interface Workspace {
  readonly packages: readonly WorkspacePackage[];
  readonly rootDependencies: readonly string[];
}

const groups = ['libs', 'services', 'sandbox', 'tools'] as const;
const skipped = new Set(['node_modules', 'dist']);

export function readWorkspace(root = fileURLToPath(new URL('../../', import.meta.url))): Workspace {
  const folders = groups.flatMap((group) =>
    readdirSync(join(root, group), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && readdirSync(join(root, group, entry.name)).includes('package.json'))
      .map((entry) => `${group}/${entry.name}`),
  );
  const names = new Map(folders.map((folder) => [folder, readJson<Manifest>(join(root, folder, 'package.json')).name]));
  const { dependencies = {}, devDependencies = {} } = readJson<Manifest>(join(root, 'package.json'));
  return {
    packages: folders.map((folder) => readPackage(root, folder, names)),
    rootDependencies: Object.keys({ ...dependencies, ...devDependencies }),
  };
}

interface Manifest {
  readonly name: string;
  readonly nx?: { readonly tags?: readonly string[] };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

function readPackage(root: string, folder: string, names: ReadonlyMap<string, string>): WorkspacePackage {
  const manifest = readJson<Manifest>(join(root, folder, 'package.json'));
  const { references = [] } = readJson<{ references?: { path: string }[] }>(join(root, folder, 'tsconfig.json'));
  return {
    name: manifest.name,
    folder,
    tags: manifest.nx?.tags ?? [],
    dependencies: Object.keys(manifest.dependencies ?? {}),
    devDependencies: Object.keys(manifest.devDependencies ?? {}),
    references: references.map(({ path }) => names.get(relative(root, join(root, folder, path)).replaceAll('\\', '/')) ?? path),
    files: filesIn(join(root, folder)).map((file) => ({
      path: relative(root, file).replaceAll('\\', '/'),
      imports: importsOf(readFileSync(file, 'utf8')),
    })),
  };
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : filesIn(join(folder, entry.name));
    return entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts') ? [join(folder, entry.name)] : [];
  });
}

/** Static, re-exporting and dynamic imports alike. */
export const importsOf = (source: string): readonly string[] =>
  ts.preProcessFile(source, true, true).importedFiles.map(({ fileName }) => fileName);

const readJson = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T;
