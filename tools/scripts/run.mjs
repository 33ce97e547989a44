import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { legOfCommand, legOfJest } from './tally.mjs';

export const root = fileURLToPath(new URL('../../', import.meta.url));
const programs = join(root, 'node_modules/.bin');

/** Everything runs on the Node and with the tools the lockfile names, whatever the machine has. */
const env = { ...process.env, PATH: `${programs}${delimiter}${process.env.PATH}` };

/** A leg that hangs is ended; jest then still counts as failed, as its report is missing. */
export function run(command, args, limitMs) {
  process.stdout.write(`\n> ${[command, ...args].join(' ').replaceAll(root, '')}\n`);
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
      timeout: limitMs,
      killSignal: 'SIGKILL',
    });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}

export async function command(name, program, args, limitMs = 300_000) {
  const startedAt = performance.now();
  return legOfCommand(name, await run(program, args, limitMs), performance.now() - startedAt);
}

/** Real ES modules; PostgreSQL starts once for the run, with the first spec that asks for it. */
export async function jest(name, args, limitMs = 1_800_000) {
  const startedAt = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'tongxiu-report-'));
  const report = join(folder, 'jest.json');
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
  const shared = ['--globalSetup', './libs/testkit/jest/start-run.js', '--globalTeardown', './libs/testkit/jest/end-run.js'];
  try {
    await run('node', [...flags, ...shared, '--json', `--outputFile=${report}`, ...args], limitMs);
    return legOfJest(name, JSON.parse(readFileSync(report, 'utf8')), performance.now() - startedAt);
  } catch (error) {
    return {
      ...legOfCommand(name, false, performance.now() - startedAt),
      failed: [`${name} ended without a report (${error.code ?? error})`],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
