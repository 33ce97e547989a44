import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { installedPostgres } from './binaries.js';
import { canRun, openStagingRoot, ownFolder, stageInstallation } from './reach.js';
import { serverUser } from './server-user.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tongxiu-reach-'));
  chmodSync(folder, 0o755);
});
afterEach(() => rmSync(folder, { recursive: true }));

const asRoot = process.getuid?.() === 0 ? test : test.skip;

asRoot('programs under a closed folder cannot be run; their copy can', () => {
  const user = serverUser(folder);
  const closed = join(folder, 'closed');
  const hidden = stageInstallation(installedPostgres(), closed);
  chmodSync(closed, 0o700);
  expect(canRun(hidden, user)).toBe(false);
  const staged = stageInstallation(hidden, join(folder, 'staged'));
  expect(canRun(staged, user)).toBe(true);
  expect(stageInstallation(hidden, join(folder, 'staged'))).toEqual(staged);
});

asRoot('a data folder under a closed one is not taken', () => {
  const closed = mkdtempSync(join(folder, 'closed-'));
  expect(ownFolder(join(closed, 'data'), serverUser(folder))).toBeUndefined();
  expect(ownFolder(join(folder, 'data'), serverUser(folder))).toBe(join(folder, 'data'));
});

asRoot('a copy made under a umask that closes everything to others can still be run', () => {
  const before = process.umask(0o077);
  try {
    const staged = stageInstallation(installedPostgres(), join(folder, 'staged'));
    expect(canRun(staged, serverUser(folder))).toBe(true);
    expect(ownFolder(join(folder, 'staged', 'data'), serverUser(folder))).toBeDefined();
  } finally {
    process.umask(before);
  }
});

test('a staging folder that others may write to is not used', () => {
  const shared = join(folder, 'shared');
  openStagingRoot(shared);
  chmodSync(shared, 0o777);
  expect(() => openStagingRoot(shared)).toThrow('belongs to somebody else');
  expect(existsSync(shared)).toBe(true);
});

test('without a user named postgres another unprivileged one serves', () => {
  const user = serverUser(folder, () => undefined);
  if (process.getuid?.() === 0) expect(user.ids?.uid).toBeGreaterThan(0);
  else expect(user.ids).toBeUndefined();
});

asRoot('a cluster begun by an ordinary user is served by that user', () => {
  const file = join(folder, 'PG_VERSION');
  writeFileSync(file, '18');
  chownSync(file, 12_345, 12_346);
  expect(serverUser(folder).ids).toEqual({ uid: 12_345, gid: 12_346 });
});
