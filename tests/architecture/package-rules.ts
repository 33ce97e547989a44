import { type Complaint, isBuiltIn, isOurs, isTestCode, packageOf } from './complaint.js';
import type { SourceFile, Workspace, WorkspacePackage } from './workspace.js';

type Kind = 'service' | 'contracts' | 'kit' | 'pure' | 'testkit' | 'sandbox' | 'tool';

/** Which kinds of package a kind may build on. A service is on nobody's list: no package depends on a service. */
const mayDependOn: Readonly<Record<Kind, readonly Kind[]>> = {
  service: ['contracts', 'kit', 'pure'],
  contracts: [],
  kit: ['contracts', 'kit', 'pure'],
  pure: ['pure'],
  // The one database server of a test run is started as the launcher starts its own.
  testkit: ['contracts', 'kit', 'tool'],
  // Sites and issuer stand for other people's systems: all they know is what is published.
  sandbox: ['contracts'],
  // A tool may speak the bus, to measure it; it never becomes part of what it measures.
  tool: ['contracts', 'pure', 'tool', 'kit'],
};

/** Specs may drive a neighbour for real. */
const specsMayAlsoUse: readonly Kind[] = ['testkit', 'sandbox'];

const bannedFrom: Readonly<Partial<Record<Kind, (specifier: string) => boolean>>> = {
  contracts: (specifier) => /^(@nestjs\/|typeorm|kafkajs|pg$|pg\/)/u.test(specifier),
  pure: (specifier) => isBuiltIn(specifier) || !isOurs(specifier),
};

export const kindOf = ({ tags }: Pick<WorkspacePackage, 'tags'>): Kind | undefined =>
  tags.find((tag) => tag.startsWith('kind:'))?.slice('kind:'.length) as Kind | undefined;

export function packageComplaints(workspace: Workspace): readonly Complaint[] {
  return workspace.packages.flatMap((own) => [
    ...tagComplaints(own),
    ...own.files.flatMap((file) => fileComplaints(own, file, workspace)),
    ...declarationComplaints(own, workspace),
  ]);
}

function tagComplaints(own: WorkspacePackage): readonly Complaint[] {
  const kind = kindOf(own);
  const said = kind === undefined || !(kind in mayDependOn) ? ['no kind: tag that the rules know'] : [];
  const scope = kind === 'service' && !own.tags.includes(`scope:${own.folder.split('/')[1]}`) ? ['no scope: tag of its own name'] : [];
  return [...said, ...scope].map((what) => ({ rule: 'every package says what it is', where: own.folder, what }));
}

function fileComplaints(own: WorkspacePackage, file: SourceFile, workspace: Workspace): readonly Complaint[] {
  const kind = kindOf(own);
  if (kind === undefined) return [];
  return file.imports.flatMap((specifier) => {
    const complain = (rule: string): Complaint[] => [{ rule, where: file.path, what: specifier }];
    if (specifier.startsWith('.')) return leaves(own, file, specifier) ? complain('a package is entered by its name, never by a path') : [];
    const test = isTestCode(file.path);
    if (!test && bannedFrom[kind]?.(specifier) === true) return complain(`${kind} packages do not use this`);
    const name = packageOf(specifier);
    if (name === undefined || name === own.name) return [];
    if (isOurs(name)) {
      const other = workspace.packages.find((candidate) => candidate.name === name);
      const otherKind = other === undefined ? undefined : kindOf(other);
      const allowed: readonly Kind[] = [...mayDependOn[kind], ...(test ? specsMayAlsoUse : [])];
      if (otherKind === undefined || !allowed.includes(otherKind))
        return complain(`a ${kind} does not build on a ${otherKind ?? 'stranger'}`);
    }
    return isDeclared(name, own, test, workspace) ? [] : complain('what is imported is declared in package.json');
  });
}

function leaves(own: WorkspacePackage, file: SourceFile, specifier: string): boolean {
  const target = new URL(specifier, `file:///${file.path}`).pathname.slice(1);
  return !target.startsWith(`${own.folder}/`);
}

function isDeclared(name: string, own: WorkspacePackage, test: boolean, { rootDependencies }: Workspace): boolean {
  if (own.dependencies.includes(name)) return true;
  return test && (own.devDependencies.includes(name) || (!isOurs(name) && rootDependencies.includes(name)));
}

/** Nx and `tsc -b` order the work by what is declared, so a declaration that is missing or left over makes them wrong. */
function declarationComplaints(own: WorkspacePackage, { packages }: Workspace): readonly Complaint[] {
  const imported = new Set(own.files.flatMap((file) => file.imports.map(packageOf)));
  const declared = [...own.dependencies, ...own.devDependencies].filter(isOurs);
  const where = `${own.folder}/package.json`;
  const unused = declared.filter((name) => !imported.has(name));
  const unbuilt = declared.filter((name) => packages.some((other) => other.name === name) && !own.references.includes(name));
  return [
    ...unused.map((what) => ({ rule: 'what is declared is imported', where, what })),
    ...unbuilt.map((what) => ({ rule: 'what is declared is built before (references in tsconfig.json)', where, what })),
  ];
}
