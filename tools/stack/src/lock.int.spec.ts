import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { lockFolder } from './lock.js';
import { repositoryRoot } from './places.js';
import { buildStack } from './testing/build-stack.js';

jest.setTimeout(60_000);

let folder: string;
let starters: ChildProcess[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tongxiu-lock-'));
  starters = [];
});
afterEach(async () => {
  await Promise.all(starters.map(ended));
  rmSync(folder, { recursive: true });
});

const folders = 50;

/** A process that at the instant it is told takes one folder after another, says what became of each, and keeps them until it is killed. */
const starter = `
import { lockFolder } from '${pathToFileURL(join(repositoryRoot(), 'tools/stack/dist/src/lock.js')).href}';
const take = (number) => lockFolder(process.argv[1] + '/' + number).then(() => 'won', ({ message }) => message);
process.once('message', async (instant) => {
  while (Date.now() < instant);
  const outcomes = [];
  for (let number = 0; number < ${folders}; number += 1) outcomes.push(await take(number));
  process.send(outcomes);
});
process.on('disconnect', () => process.exit());
process.send('waits');
`;

async function start(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', starter, folder], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  starters.push(child);
  await said(child);
  return child;
}

const said = (child: ChildProcess): Promise<unknown> => new Promise((resolve) => child.once('message', resolve));

function take(child: ChildProcess, instant: number): Promise<string[]> {
  const outcomes = said(child) as Promise<string[]>;
  child.send(instant);
  return outcomes;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

test('of many starts at the same instant exactly one gets a folder, also right after its holder was killed', async () => {
  buildStack();
  for (let number = 0; number < folders; number += 1) mkdirSync(join(folder, String(number)));
  for (let round = 1; round <= 2; round += 1) {
    const children = await Promise.all(Array.from({ length: 6 }, start));
    const instant = Date.now() + 100;
    const outcomes = await Promise.all(children.map((child) => take(child, instant)));
    for (let number = 0; number < folders; number += 1) {
      const ofFolder = outcomes.map((each) => each[number] ?? '');
      const winners = children.filter((_, index) => ofFolder[index] === 'won').map(({ pid }) => pid);
      expect(winners).toHaveLength(1);
      for (const outcome of ofFolder.filter((each) => each !== 'won')) {
        expect(outcome).toMatch(/^Tongxiu already runs on .*\n同修已在 .* 上运行/u);
      }
      expect(readFileSync(join(folder, String(number), 'launcher.pid'), 'utf8')).toBe(String(winners[0]));
    }
    // What they leave is numbers and no locks: the next round starts on that.
    await Promise.all(children.map(ended));
  }
});

test('one process gets a folder once, and again after it was given back', async () => {
  const giveBack = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toThrow(`(pid ${process.pid})`);
  giveBack();
  expect(existsSync(join(folder, 'launcher.pid'))).toBe(false);
  (await lockFolder(folder))();
});

test('a number left by a killed launcher, which another program has by now, is no hindrance', async () => {
  writeFileSync(join(folder, 'launcher.pid'), String(process.ppid));
  const giveBack = await lockFolder(folder);
  expect(readFileSync(join(folder, 'launcher.pid'), 'utf8')).toBe(String(process.pid));
  giveBack();
});
