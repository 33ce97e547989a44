import { execFileSync } from 'node:child_process';
import { chmodSync, closeSync, constants, mkdtempSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const prefix = 'tongxiu-jest-';

/**
 * Prepares one PostgreSQL server for the whole run and starts none: the first spec that asks does. The server lives as long as this
 * process holds the lifeline open, so that not even `kill -9` of jest leaves it behind.
 *
 * Whatever a spec puts among the temporary files lies in the folder of the run and goes with it: at the end, or, after a run that was
 * killed, at the start of the next one.
 */
export default function startRun() {
  for (const name of readdirSync(tmpdir())) if (name.startsWith(prefix)) removeIfAbandoned(join(tmpdir(), name));
  const folder = mkdtempSync(join(tmpdir(), prefix));
  chmodSync(folder, 0o755);
  // It gets its name when it is held, or another run that starts now would take this one for abandoned.
  const lifeline = join(folder, 'lifeline');
  execFileSync('mkfifo', ['-m', '600', `${lifeline}.new`]);
  globalThis.tongxiuTestRun = { folder, lifeline: openSync(`${lifeline}.new`, 'r+') };
  renameSync(`${lifeline}.new`, lifeline);
  process.env['TONGXIU_TEST_RUN'] = folder;
  process.env['TMPDIR'] = folder;
}

/** A lifeline that nobody holds cannot be opened for writing. What belongs to another user stays. */
function removeIfAbandoned(folder) {
  try {
    closeSync(openSync(join(folder, 'lifeline'), constants.O_WRONLY | constants.O_NONBLOCK));
  } catch ({ code }) {
    if (code !== 'ENXIO') return;
    try {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    } catch {
      process.stderr.write(`${folder} was left by a test run that was killed, and cannot be removed.\n`);
    }
  }
}
