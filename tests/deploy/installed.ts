import { spawnSync } from 'node:child_process';
import { test } from '@jest/globals';

/** Where a tool is: by a variable such as HADOLINT, else on the PATH. */
export function installed(tool: string, versionFlag = '--version'): string | undefined {
  const command = process.env[tool.toUpperCase()] ?? tool;
  return spawnSync(command, [versionFlag], { stdio: 'ignore' }).status === 0 ? command : undefined;
}

/** A test that needs a tool: skipped by name, never passed, where the tool is missing. */
export function testWith(tool: string | undefined, name: string, sentence: string, check: (tool: string) => void, limitMs = 60_000): void {
  if (tool === undefined) test.skip(`${sentence} (${name} is not installed)`, () => undefined);
  else test(sentence, () => check(tool), limitMs);
}

export function run(command: string, args: readonly string[], cwd: string): { readonly status: number | null; readonly output: string } {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return { status, output: `${stdout}${stderr}` };
}
