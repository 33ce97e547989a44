import { closeSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const limitMs = 15_000;

/** Lets go of the lifeline, waits until the server has removed what is its own, and removes the rest. */
export default async function endRun() {
  const run = globalThis.tongxiuTestRun;
  if (run === undefined) return;
  closeSync(run.lifeline);
  const deadline = performance.now() + limitMs;
  while (existsSync(join(run.folder, 'claim')) && performance.now() < deadline) await pause(20);
  // Two that remove the same folder get in each other's way, and neither says so.
  do rmSync(run.folder, { recursive: true, force: true, maxRetries: 5 });
  while (existsSync(run.folder) && performance.now() < deadline);
}
