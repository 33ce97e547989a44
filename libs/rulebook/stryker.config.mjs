import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Run on demand by `npm run mutation -w libs/rulebook`: changes the pure core one place at a time and expects a spec to notice.
 * It works on a copy outside the tree, so that nobody else's run meets the changes. Sentences are not changed: no spec should
 * repeat them word by word. Nor is what is generated, or data an official reads.
 */
export default {
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--no-warnings'],
  plugins: ['@stryker-mutator/jest-runner'],
  jest: {
    configFile: 'jest.config.js',
    enableFindRelatedTests: true,
    config: { testMatch: ['**/libs/{working-days,credit-code,rulebook}/src/**/*.spec.ts'] },
  },
  coverageAnalysis: 'perTest',
  mutate: [
    'libs/{working-days,credit-code,rulebook}/src/**/*.ts',
    '!libs/**/*.spec.ts',
    '!libs/**/index.ts',
    '!libs/working-days/src/built-in-years.ts',
    '!libs/rulebook/src/{annex-lists,document-clauses,sound-case,sentences,json-schema,case-schema,verdict-schema,rulebook-files,files/{rulebook-file-schema,conditions-schema,stated-values}}.ts',
  ],
  // What runs once at load is data, which the specs of each rulebook hold to the documents; every change of it would run all specs.
  ignoreStatic: true,
  mutator: { excludedMutations: ['StringLiteral'] },
  ignorePatterns: [
    '/services',
    '/sandbox',
    '/tools',
    '/tests',
    '/docs',
    '/deploy',
    '/.tongxiu',
    '/.nx',
    '/dist',
    '**/dist',
    '/libs/messaging',
    '/libs/hosting',
  ],
  tempDirName: join(tmpdir(), 'tongxiu-mutation'),
  reporters: ['clear-text', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: '.tongxiu/mutation.json' },
  thresholds: { high: 90, low: 80, break: 80 },
  concurrency: 2,
  allowConsoleColors: false,
};
