/**
 * Copies what one workspace package needs to run, and nothing else: its own compiled files, those of the libraries it depends on, and the
 * packages both name, each where Node looks for it. `npm ci --omit=dev --workspace …` is no substitute: it also brings what only the
 * tests of the libraries need, a whole PostgreSQL among it.
 *
 *   node deploy/docker/gather.mjs services/intake /app
 */
import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

const [wanted, target] = process.argv.slice(2);
if (wanted === undefined || target === undefined) throw new Error('usage: gather.mjs <workspace folder> <target folder>');

const root = realpathSync('.');
const seen = new Set();
const links = new Set();
const waiting = [join(root, wanted)];
for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
  if (seen.has(folder)) continue;
  seen.add(folder);
  const { dependencies = {}, optionalDependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} } = readManifest(folder);
  copy(folder);
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) {
    const found = find(name, folder);
    if (found !== undefined) waiting.push(found);
    else if (name in dependencies && !(name in optionalDependencies)) throw new Error(`${name}, needed by ${folder}, is not installed`);
    else if (name in peerDependencies && peerDependenciesMeta[name]?.optional !== true && !(name in optionalDependencies))
      process.stderr.write(`${relative(root, folder)} asks for ${name}, which is not installed\n`);
  }
}
process.stdout.write(`${wanted}: ${seen.size} packages in ${target}\n`);

function readManifest(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

/** An optional peer that stands beside its asker for another package's sake is no reason to ship it. */
function find(name, from) {
  const { peerDependencies = {}, peerDependenciesMeta = {}, dependencies = {} } = readManifest(from);
  if (name in peerDependencies && peerDependenciesMeta[name]?.optional === true && !(name in dependencies)) return undefined;
  for (let folder = from; ; folder = dirname(folder)) {
    const place = join(folder, 'node_modules', name);
    if (existsSync(join(place, 'package.json'))) return linked(place);
    if (folder === root || folder === dirname(folder)) return undefined;
  }
}

/** A library of the workspace is a link in node_modules: the link is made again, and the library goes where it points. */
function linked(place) {
  const real = realpathSync(place);
  if (real === place) return place;
  if (!links.has(place)) {
    links.add(place);
    const link = join(target, relative(root, place));
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(relative(dirname(place), real), link, 'dir');
  }
  return real;
}

function copy(folder) {
  const ours = !folder.includes(`${sep}node_modules${sep}`);
  const places = ours ? ['package.json', 'dist'] : ['.'];
  for (const place of places) {
    const from = join(folder, place);
    if (!existsSync(from)) throw new Error(`${relative(root, from)} is missing: build ${wanted} first`);
    cpSync(from, join(target, relative(root, folder), place), { recursive: true, filter: (path) => runs(relative(folder, path), ours) });
  }
}

/** Types, maps and specs are for people who build; packages inside a package are gathered on their own. */
function runs(path, ours) {
  if (/(\.d\.[cm]?ts|\.map|\.tsbuildinfo)$/u.test(path)) return false;
  if (ours) return !/\.spec\.js$/u.test(path);
  return !path.split(sep).includes('node_modules');
}
