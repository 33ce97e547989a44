import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync, existsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readText, repository } from './compose-file.js';
import { installed, run, testWith } from './installed.js';

const recipes = ['deploy/Dockerfile', 'deploy/keycloak/Dockerfile'];
const root = fileURLToPath(repository);

describe.each(recipes)('%s', (recipe) => {
  const text = readText(recipe);

  test('needs no registry beyond its base images, and names each in one place', () => {
    expect(text).not.toMatch(/^#\s*syntax\s*=/imu);
    const [, stages] = [text.match(/^ARG \w+_IMAGE=\S+$/gmu), [...text.matchAll(/^FROM (\S+)(?: AS (\S+))?$/gmu)]];
    const named = stages.map(([, , name]) => name);
    for (const [, from = ''] of stages) expect(/^\$\{\w+_IMAGE\}$/u.test(from) || named.includes(from)).toBe(true);
    expect(text.match(/^ARG \w+_IMAGE=\S+$/gmu)).toHaveLength(1);
    expect(readText('.env.example')).toContain(`# ${text.match(/^ARG (\w+_IMAGE=\S+)$/mu)?.[1]}\n`);
  });

  test('checks health in words every builder knows', () => {
    // `--start-interval` is refused by Docker Engine before 25 and by Buildah.
    const words = [...(text.match(/^HEALTHCHECK .*$/mu)?.[0] ?? '').matchAll(/--([a-z-]+)=/gu)].map(([, word]) => word);
    expect(words.filter((word = '') => !['interval', 'timeout', 'start-period', 'retries'].includes(word))).toEqual([]);
  });

  test('ends as a user that is a number, not root', () => {
    expect(text.match(/^USER (\S+)$/gmu)?.at(-1)).toMatch(/^USER [1-9]\d*:\d+$/u);
  });

  testWith(installed('hadolint'), 'hadolint', 'hadolint finds nothing', (tool) => {
    expect(run(tool, [recipe], root)).toEqual({ status: 0, output: '' });
  });
});

test('a program of ours has a home it can write to, on whatever engine', () => {
  const program = readText('deploy/Dockerfile')
    .split(/^FROM /mu)
    .at(-1);
  expect(program?.match(/^ENV .*\bHOME=(\S+)/mu)?.[1]).toBe('/tmp');
});

describe('what is gathered for an image', () => {
  let folder: string;
  const write = (path: string, content: string | object): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
  };
  const gather = (): { status: number | null; output: string } =>
    run(process.execPath, [join(root, 'deploy/docker/gather.mjs'), 'services/one', join(folder, 'app')], folder);

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tongxiu-gather-'));
    write('services/one/package.json', {
      name: 'one',
      type: 'module',
      dependencies: { lib: '1', left: '1' },
      devDependencies: { tester: '1' },
    });
    write('services/one/dist/main.js', "import { word } from 'lib'; import './data.json' with { type: 'json' }; console.log(word);");
    for (const path of ['main.spec.js', 'main.d.ts', 'main.js.map', '.tsbuildinfo']) write(`services/one/dist/${path}`, '');
    write('services/one/dist/data.json', '{}');
    write('services/one/src/main.ts', '');
    write('libs/lib/package.json', {
      name: 'lib',
      type: 'module',
      exports: './dist/index.js',
      dependencies: { right: '1' },
      devDependencies: { tester: '1' },
    });
    write('libs/lib/dist/index.js', "export { default as word } from 'right';");
    write('node_modules/right/package.json', {
      name: 'right',
      main: 'index.js',
      dependencies: { deep: '1' },
      peerDependencies: { maybe: '1' },
      peerDependenciesMeta: { maybe: { optional: true } },
    });
    write('node_modules/right/index.js', "module.exports = require('deep');");
    write('node_modules/right/node_modules/unused/package.json', { name: 'unused' });
    write('node_modules/left/package.json', { name: 'left', dependencies: { right: '1' } });
    for (const name of ['maybe', 'tester']) write(`node_modules/${name}/package.json`, { name });
    symlinkSync('../libs/lib', join(folder, 'node_modules/lib'), 'dir');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('a package that is needed and not installed ends the build', () => {
    expect(gather()).toMatchObject({ status: 1, output: expect.stringContaining('deep, needed by') });
  });

  test('runs, and has nothing that only builds and tests need', () => {
    write('node_modules/deep/package.json', { name: 'deep', main: 'index.js' });
    write('node_modules/deep/index.js', "module.exports = 'gathered';");
    rmSync(join(folder, 'app'), { recursive: true, force: true });
    expect(gather()).toMatchObject({ status: 0 });
    const there = (path: string): boolean => existsSync(join(folder, 'app', path));
    expect(spawnSync(process.execPath, [join(folder, 'app/services/one/dist/main.js')], { encoding: 'utf8' }).stdout).toBe('gathered\n');
    expect(statSync(join(folder, 'app/node_modules/lib')).isDirectory()).toBe(true);
    for (const path of [
      'services/one/src',
      'services/one/dist/main.spec.js',
      'services/one/dist/main.d.ts',
      'services/one/dist/main.js.map',
    ])
      expect([path, there(path)]).toEqual([path, false]);
    for (const name of ['maybe', 'tester', 'right/node_modules']) expect([name, there(`node_modules/${name}`)]).toEqual([name, false]);
  });
});
