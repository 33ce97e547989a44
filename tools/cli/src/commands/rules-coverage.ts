import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { clauses } from '@tongxiu/rulebook';
import { citationsUnder } from '../citing/citations.js';
import { coveragePage, unprovenRules } from '../citing/page.js';
import type { Terminal } from '../terminal.js';
import { UnusableInput } from '../unusable-input.js';

export interface CoverageOptions {
  readonly write?: string;
  readonly check?: string;
  readonly root?: string;
}

/** Writes or checks the page of covered and uncovered clauses; a check also wants a test for every SYS rule. True when nothing is left to do. */
export async function coverage({ write, check, root }: CoverageOptions, terminal: Terminal): Promise<boolean> {
  const citations = await citationsUnder(root ?? (await projectRoot()));
  const page = coveragePage([...clauses.values()], citations);
  if (write !== undefined) {
    await writeFile(write, page);
    return true;
  }
  if (check !== undefined) {
    const fresh = (await readFile(check, 'utf8').catch(() => '')) === page;
    if (!fresh) terminal.stderr.write(`${check} 已过时，请重新生成。 ${check} is stale: generate it again.\n`);
    const unproven = unprovenRules([...clauses.values()], citations);
    if (unproven.length > 0) terminal.stderr.write(`没有测试引用 no test names: ${unproven.join(', ')}\n`);
    return fresh && unproven.length === 0;
  }
  terminal.stdout.write(page);
  return true;
}

/** The nearest folder above this module that holds the workspace. */
async function projectRoot(): Promise<string> {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = await readFile(join(folder, 'package.json'), 'utf8').catch(() => '{}');
    if ('workspaces' in (JSON.parse(manifest) as object)) return folder;
  }
  throw UnusableInput.field('root', '找不到项目根目录，请用 --root 指定。', 'The project root was not found; name it with --root.');
}
