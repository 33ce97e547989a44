import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { repositoryRoot } from '../places.js';

/** For specs that run the launcher, or a part of it, as a program of its own. */
export function buildStack(): void {
  const root = repositoryRoot();
  execFileSync(process.execPath, [join(root, 'node_modules/ts7/bin/tsc'), '-b', join(root, 'tools/stack')]);
}
