/** Libraries resolve to their sources in tests (the `@tongxiu/source` condition) and to `dist` when run. */
export default {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@tongxiu/source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true, importAttributes: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  // A busy machine is slow, not wrong: what must be fast says so in its own expectation.
  testTimeout: 60_000,
  testMatch: ['**/*.spec.ts', '**/*.spec.mjs'],
  globalSetup: './libs/testkit/jest/start-run.js',
  globalTeardown: './libs/testkit/jest/end-run.js',
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/.tongxiu/'],
  modulePathIgnorePatterns: ['/dist/', '/.tongxiu/'],
};
