import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, openSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Prepares one PostgreSQL server for the whole run and starts none: the first spec that asks does. The server lives as long as this
 * process holds the lifeline open, so that not even `kill -9` of jest leaves it behind.
 */
export default function startRun() {
  if (process.env['TONGXIU_TEST_POSTGRES']) return;
  const folder = mkdtempSync(join(tmpdir(), 'tongxiu-jest-'));
  chmodSync(folder, 0o755);
  const lifeline = join(folder, 'lifeline');
  execFileSync('mkfifo', ['-m', '600', lifeline]);
  globalThis.tongxiuTestRun = { folder, lifeline: openSync(lifeline, 'r+') };
  process.env['TONGXIU_TEST_RUN'] = folder;
}
