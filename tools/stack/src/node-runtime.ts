import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const oldestMajor = 24;

/** The Node every process of ours runs on: this one when it is new enough, else the one npm installed. */
export function nodeRuntime(root: string, own = process.versions.node): string {
  if (Number(own.split('.')[0]) >= oldestMajor) return process.execPath;
  const installed = join(root, 'node_modules/.bin/node');
  if (existsSync(installed) && spawnSync(installed, ['--version'], { stdio: 'ignore' }).status === 0) return installed;
  throw new Error(
    `需要 Node ${oldestMajor} 或更高版本，当前为 ${own}，npm 也未为 ${process.platform} 安装。请从 nodejs.org 安装 Node ${oldestMajor}。\n` +
      `Node ${oldestMajor} or newer is needed, this is ${own} and npm installed none for ${process.platform}. Install Node ${oldestMajor} from nodejs.org.`,
  );
}

/**
 * For the first line of a main: when a Node too old runs it, the program is run again by the newer one, and this process only passes
 * signals and the exit code on. Says whether that is so.
 */
export async function passedToNewerNode(root: string): Promise<boolean> {
  const node = nodeRuntime(root);
  if (node === process.execPath) return false;
  const child = spawn(node, process.argv.slice(1), { stdio: 'inherit' });
  // A terminal signals both processes; passing Ctrl-C on as well would count as the second one.
  process.on('SIGINT', () => undefined).on('SIGTERM', () => child.kill('SIGTERM'));
  process.exitCode = await new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
  return true;
}
