import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { MaterialFolder } from '../src/adapters/files/material-folder.js';
import { describeMaterialStore } from './material-store.conformance.js';

const folder = await mkdtemp(join(tmpdir(), 'intake-folder-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

describeMaterialStore('a folder', async () => ({
  store: new MaterialFolder(folder),
  kept: async () => (await readdir(folder, { recursive: true })).filter((name) => /^..\/[0-9a-f]{64}$/u.test(name)).sort(),
  incoming: () => readdir(join(folder, 'incoming')),
}));

test('what a killed process left is cleared away at the next start, once it is old', async () => {
  const [old, young] = ['old', 'young'].map((name) => join(folder, 'incoming', name));
  for (const path of [old, young]) await writeFile(path!, 'half');
  const yesterday = new Date(Date.now() - 25 * 3_600_000);
  await utimes(old!, yesterday, yesterday);
  await new MaterialFolder(folder).prepare();
  expect(await readdir(join(folder, 'incoming'))).toEqual(['young']);
});
