import { describe, expect, test } from '@jest/globals';
import type { Complaint } from './complaint.js';
import { packageComplaints } from './package-rules.js';
import { roomComplaints } from './room-rules.js';
import { importsOf, type Workspace, type WorkspacePackage } from './workspace.js';

/** A sound little workspace: one package of each kind. Every probe spoils one thing in it and expects the complaint. */
const named = (name: string, folder: string, tags: readonly string[], dependencies: readonly string[] = []): WorkspacePackage => ({
  name,
  folder,
  tags,
  dependencies,
  devDependencies: [],
  references: dependencies,
  files: [{ path: `${folder}/src/index.ts`, imports: dependencies }],
});

const sound: readonly WorkspacePackage[] = [
  named('@tongxiu/contracts', 'libs/contracts', ['kind:contracts']),
  named('@tongxiu/working-days', 'libs/working-days', ['kind:pure']),
  named('@tongxiu/messaging', 'libs/messaging', ['kind:kit'], ['@tongxiu/contracts']),
  named('@tongxiu/testkit', 'libs/testkit', ['kind:testkit']),
  named('@tongxiu/sandbox-sites', 'sandbox/sites', ['kind:sandbox'], ['@tongxiu/contracts']),
  named('@tongxiu/stack', 'tools/stack', ['kind:tool'], ['@tongxiu/contracts']),
  named('@tongxiu/review', 'services/review', ['kind:service', 'scope:review']),
  named('@tongxiu/sync', 'services/sync', ['kind:service', 'scope:sync'], ['@tongxiu/contracts', '@tongxiu/messaging']),
];

const workspaceOf = (packages: readonly WorkspacePackage[]): Workspace => ({ packages, rootDependencies: ['@jest/globals'] });

/** The sound workspace with one more import in one file; unless said otherwise the import is declared properly. */
function importing(folder: string, file: string, specifier: string, declared = true): Workspace {
  return workspaceOf(
    sound.map((own) => {
      if (own.folder !== folder) return own;
      const name = specifier.startsWith('.') || specifier.startsWith('node:') || !declared ? [] : [specifier];
      const more = { path: `${folder}/${file}`, imports: [specifier] };
      return {
        ...own,
        dependencies: [...own.dependencies, ...name],
        references: [...own.references, ...name],
        files: [...own.files, more],
      };
    }),
  );
}

const spoilt = (folder: string, change: Partial<WorkspacePackage>): Workspace =>
  workspaceOf(sound.map((own) => (own.folder === folder ? { ...own, ...change } : own)));

const rulesIn = (complaints: readonly Complaint[]): readonly string[] => complaints.map(({ rule }) => rule);

test('nothing is complained about in the sound workspace', () => {
  expect(packageComplaints(workspaceOf(sound))).toEqual([]);
  expect(roomComplaints(workspaceOf(sound))).toEqual([]);
});

describe('between packages', () => {
  test.each([
    ['a service imports a service', 'services/sync', 'src/x.ts', '@tongxiu/review', 'a service does not build on a service'],
    ['a spec imports a service', 'services/sync', 'src/x.spec.ts', '@tongxiu/review', 'a service does not build on a service'],
    ['a service imports the test kit', 'services/sync', 'src/x.ts', '@tongxiu/testkit', 'a service does not build on a testkit'],
    ['a service imports a sandbox site', 'services/sync', 'src/x.ts', '@tongxiu/sandbox-sites', 'a service does not build on a sandbox'],
    ['a service imports a tool', 'services/sync', 'src/x.ts', '@tongxiu/stack', 'a service does not build on a tool'],
    ['a kit imports a service', 'libs/messaging', 'src/x.ts', '@tongxiu/sync', 'a kit does not build on a service'],
    ['a contract imports a kit', 'libs/contracts', 'src/x.ts', '@tongxiu/messaging', 'a contracts does not build on a kit'],
    ['a contract imports Nest', 'libs/contracts', 'src/x.ts', '@nestjs/common', 'contracts packages do not use this'],
    ['a contract imports a driver', 'libs/contracts', 'src/x.ts', 'pg', 'contracts packages do not use this'],
    ['a pure library imports the file system', 'libs/working-days', 'src/x.ts', 'node:fs', 'pure packages do not use this'],
    ['a pure library imports a package', 'libs/working-days', 'src/x.ts', 'chinese-days', 'pure packages do not use this'],
    ['a pure library imports the contracts', 'libs/working-days', 'src/x.ts', '@tongxiu/contracts', 'a pure does not build on a contracts'],
    ['a sandbox site imports a kit', 'sandbox/sites', 'src/x.ts', '@tongxiu/messaging', 'a sandbox does not build on a kit'],
    ['a tool imports a service', 'tools/stack', 'src/x.ts', '@tongxiu/sync', 'a tool does not build on a service'],
    [
      'a package is entered by a path',
      'services/sync',
      'src/x.ts',
      '../../review/src/index.js',
      'a package is entered by its name, never by a path',
    ],
  ])('%s', (_case, folder, file, specifier, rule) => {
    expect(rulesIn(packageComplaints(importing(folder, file, specifier)))).toContain(rule);
  });

  test('an import that package.json does not declare', () => {
    const undeclared = importing('services/review', 'src/x.ts', '@tongxiu/messaging', false);
    expect(rulesIn(packageComplaints(undeclared))).toEqual(['what is imported is declared in package.json']);
  });

  test('a declaration that nothing imports', () => {
    const idle = spoilt('services/review', { dependencies: ['@tongxiu/messaging'], references: ['@tongxiu/messaging'] });
    expect(rulesIn(packageComplaints(idle))).toEqual(['what is declared is imported']);
  });

  test('a declaration that is not built before', () => {
    const unbuilt = spoilt('services/sync', { references: ['@tongxiu/contracts'] });
    expect(rulesIn(packageComplaints(unbuilt))).toEqual(['what is declared is built before (references in tsconfig.json)']);
  });

  test.each([
    ['no kind', []],
    ['a kind nobody knows', ['kind:helpers']],
    ['a service without its scope', ['kind:service']],
  ])('%s', (_case, tags) => {
    expect(rulesIn(packageComplaints(spoilt('services/review', { tags })))).toContain('every package says what it is');
  });

  test('specs may use the test kit and drive a sandbox site', () => {
    for (const name of ['@tongxiu/testkit', '@tongxiu/sandbox-sites']) {
      expect(packageComplaints(importing('services/sync', 'src/x.int.spec.ts', name))).toEqual([]);
    }
  });
});

describe('between the rooms of a service', () => {
  test.each([
    ['domain', 'src/domain/x.ts', '@nestjs/common', 'domain does not use this'],
    ['domain', 'src/domain/x.ts', 'node:crypto', 'domain does not use this'],
    ['domain', 'src/domain/x.ts', '@tongxiu/messaging', 'domain does not use this'],
    ['domain', 'src/domain/x.ts', '../app/take.js', 'domain does not look into app'],
    ['domain', 'src/domain/x.ts', '../adapters/postgres/store.js', 'domain does not look into adapters'],
    ['app', 'src/app/x.ts', '@nestjs/common', 'app does not use this'],
    ['app', 'src/app/x.ts', 'pg', 'app does not use this'],
    ['app', 'src/app/x.ts', 'kafkajs', 'app does not use this'],
    ['app', 'src/app/x.ts', 'typeorm', 'app does not use this'],
    ['app', 'src/app/x.ts', '../adapters/postgres/store.js', 'app does not look into adapters'],
    ['app', 'src/app/x.ts', '../config.js', 'app does not look into config'],
    ['adapters', 'src/adapters/http/x.ts', '../../sync.module.js', 'adapters does not look into wiring'],
    ['config', 'src/sync.config.ts', './adapters/http/x.js', 'config does not look into adapters'],
  ])('%s: %s imports %s', (_room, file, specifier, rule) => {
    expect(rulesIn(roomComplaints(importing('services/sync', file, specifier)))).toEqual([rule]);
  });

  test.each([
    ['src/domain/x.ts', '@tongxiu/working-days'],
    ['src/domain/x.ts', '@tongxiu/contracts'],
    ['src/app/x.ts', '@tongxiu/messaging'],
    ['src/app/x.ts', '../domain/effect.js'],
    ['src/adapters/http/x.ts', '@nestjs/common'],
    ['src/adapters/http/x.ts', '../../config.js'],
    ['src/sync.module.ts', './adapters/http/x.js'],
  ])('%s may import %s', (file, specifier) => {
    expect(roomComplaints(importing('services/sync', file, specifier))).toEqual([]);
  });
});

test.each([
  ["import { a } from 'pg';"],
  ["import type { A } from 'pg';"],
  ["import 'pg';"],
  ["export * from 'pg';"],
  ["const a = await import('pg');"],
])('no way of importing is overlooked: %s', (source) => {
  expect(importsOf(source)).toEqual(['pg']);
});
