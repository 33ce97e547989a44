#!/usr/bin/env node
// Runs the command line tool; builds it first when its sources are newer than what was built. Says nothing unless the build fails.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const projects = ['libs/working-days', 'libs/credit-code', 'libs/rulebook', 'tools/cli'].map((project) => join(root, project));
const stamp = join(root, 'tools/cli/dist/.built');
const lock = join(root, 'tools/cli/dist/.building');
const lockStaleMs = 60_000;

const changedMs = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);
const sources = () =>
  projects.flatMap((project) => [
    join(project, 'tsconfig.json'),
    join(project, 'package.json'),
    ...readdirSync(join(project, 'src'), { recursive: true }).map((name) => join(project, 'src', name)),
  ]);
const built = () => {
  const builtMs = changedMs(stamp);
  return projects.every((project) => existsSync(join(project, 'dist/src'))) && sources().every((path) => changedMs(path) <= builtMs);
};

/** Several commands may start at once in a fresh clone; one builds, the others wait for it. */
const locked = () => {
  mkdirSync(dirname(lock), { recursive: true });
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (Date.now() - changedMs(lock) > lockStaleMs) rmSync(lock, { recursive: true, force: true });
    return false;
  }
};

const build = () => {
  const started = new Date();
  const args = [join(root, 'node_modules/ts7/bin/tsc'), '-b', join(root, 'tools/cli')];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) {
    process.stderr.write(`The tool could not be built.\n${stdout}${stderr}`);
    return false;
  }
  // Dated back to the start: a source saved while the build ran counts as newer.
  writeFileSync(stamp, '');
  utimesSync(stamp, started, started);
  return true;
};

while (!built()) {
  if (!locked()) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    continue;
  }
  let done = false;
  try {
    done = built() || build();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
  if (!done) process.exit(2);
  break;
}

await import(new URL('../dist/src/main.js', import.meta.url).href);
