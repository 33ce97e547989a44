import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { repositoryRoot } from './places.js';
import { stagingRoot } from './postgres/reach.js';
import { buildStack } from './testing/build-stack.js';
import { alive, look, standInRoot, until } from './testing/stand-ins.js';

const repository = repositoryRoot();
const limitMs = 60_000;
jest.setTimeout(limitMs);
let root: string;
let launcher: ChildProcess;
let output: string;

/** The launcher as a program of its own, with the stand-ins; `command` may put another program in front of node. */
function launch(command: readonly string[] = [], env: Record<string, string> = {}, work = 'undefined'): Promise<number | null> {
  const driver = join(root, 'start.js');
  const entry = join(repository, 'tools/stack/dist/src/index.js');
  writeFileSync(
    driver,
    `import { untilStopped } from '${entry}'; process.exitCode = await untilStopped({ root: '${root}', ports: 'free', env: ${JSON.stringify({ review: env })} }, ${work});`,
  );
  const [program = '', ...args] = [...command, process.execPath, driver];
  launcher = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], cwd: '/' });
  output = '';
  for (const stream of [launcher.stdout, launcher.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
  return new Promise((resolve) => launcher.once('exit', resolve));
}

const isUp = (): boolean => output.includes('Ready after');
const pidsSaid = (): number[] => [...output.matchAll(/ pid (\d+)/gu)].map((match) => Number(match[1]));
const everybodyGone = (): boolean => pidsSaid().every((pid) => !alive(pid));

beforeAll(buildStack);
beforeEach(() => {
  root = standInRoot();
});
afterEach(async () => {
  launcher.kill('SIGKILL');
  await until(everybodyGone);
  rmSync(stagingRoot(join(root, '.tongxiu/postgres')), { recursive: true, force: true });
  rmSync(root, { recursive: true, force: true });
});

test('Ctrl-C stops everything, and no process is left', async () => {
  const ended = launch();
  await until(isUp, limitMs);
  expect(pidsSaid()).toHaveLength(10);
  expect(output).not.toContain('are kept in');
  launcher.kill('SIGINT');
  expect(await ended).toBe(0);
  expect(everybodyGone()).toBe(true);
  expect(existsSync(join(root, '.tongxiu/launcher.pid'))).toBe(false);
});

test('a second Ctrl-C does not wait for a service that does not listen', async () => {
  const ended = launch([], { STAND_IN: 'deaf' });
  await until(isUp, limitMs);
  launcher.kill('SIGINT');
  await until(() => output.includes('once more to stop at once'));
  launcher.kill('SIGINT');
  expect(await ended).toBe(0);
  expect(everybodyGone()).toBe(true);
});

test('Ctrl-C ends what is under way, whose complaint about it is not printed', async () => {
  const ended = launch(
    [],
    {},
    `(_stack, signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('nobody there'))))`,
  );
  await until(isUp, limitMs);
  launcher.kill('SIGINT');
  expect(await ended).toBe(0);
  expect(output).not.toContain('nobody there');
  expect(everybodyGone()).toBe(true);
});

test('after a kill of the launcher nothing is left, and the next start finds its data', async () => {
  void launch();
  await until(isUp, limitMs);
  launcher.kill('SIGKILL');
  await until(everybodyGone);
  const password = readFileSync(join(root, '.tongxiu/postgres/password'), 'utf8');
  const ended = launch();
  await until(isUp, limitMs);
  expect(readFileSync(join(root, '.tongxiu/postgres/password'), 'utf8')).toBe(password);
  launcher.kill('SIGTERM');
  expect(await ended).toBe(0);
});

const asRoot = process.getuid?.() === 0 ? test : test.skip;

asRoot('under a folder that only root may enter, the database is kept elsewhere', async () => {
  rmSync(root, { recursive: true });
  root = standInRoot(0o700);
  const ended = launch();
  await until(isUp, limitMs);
  const staging = stagingRoot(join(root, '.tongxiu/postgres'));
  expect(output).toContain(`so PostgreSQL's data are kept in ${staging}`);
  expect(output).toContain(`PostgreSQL 的数据改存于 ${staging}`);
  expect(existsSync(join(staging, 'data/PG_VERSION'))).toBe(true);
  launcher.kill('SIGINT');
  await ended;
});

asRoot('an ordinary user starts it as themself', async () => {
  execFileSync('chown', ['-R', 'nobody', root]);
  const ended = launch(['setpriv', '--reuid=nobody', '--regid=nogroup', '--clear-groups']);
  await until(isUp, limitMs);
  const intake = /intake +(http:\S+)/u.exec(output)?.[1] ?? '';
  expect((await look(intake)).pid).toBeGreaterThan(0);
  launcher.kill('SIGINT');
  expect(await ended).toBe(0);
});

asRoot('a data folder of another user is refused in a sentence', async () => {
  mkdirSync(join(root, '.tongxiu'));
  expect(await launch(['setpriv', '--reuid=nobody', '--regid=nogroup', '--clear-groups'])).toBe(1);
  expect(output).toContain('belongs to another user');
  expect(output).toContain('属于另一用户');
});
