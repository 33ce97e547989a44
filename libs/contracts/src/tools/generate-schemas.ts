import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { generatedFiles } from './generated-files.js';

/**
 * Writes `schemas/` anew; with `--check` it writes nothing, names what differs and exits 1. Run from `dist/src/tools`, so the
 * folder lies three above.
 */
const folder = fileURLToPath(new URL('../../../schemas/', import.meta.url));
const check = process.argv.includes('--check');

const wanted = generatedFiles();
mkdirSync(folder, { recursive: true });
const stale = readdirSync(folder).filter((name) => !wanted.has(name));
const changed = [...wanted].filter(([name, text]) => !existsSync(folder + name) || readFileSync(folder + name, 'utf8') !== text);

if (!check) {
  for (const name of stale) rmSync(folder + name);
  for (const [name, text] of changed) writeFileSync(folder + name, text);
}
for (const name of [...stale, ...changed.map(([name]) => name)]) console.log(`${check ? 'differs' : 'written'}: schemas/${name}`);
if (check && stale.length + changed.length > 0) process.exitCode = 1;
