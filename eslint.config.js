import tseslint from 'typescript-eslint';

const typeScript = ['**/*.ts'];

/** Formatting is Prettier's; these are the rules of the house that a machine can check on one file. */
export default tseslint.config(
  { ignores: ['**/node_modules/', '**/dist/', '.nx/', '.tongxiu/', '**/*.d.ts'] },
  {
    files: typeScript,
    extends: [tseslint.configs.recommended],
    languageOptions: { parserOptions: { project: ['./tsconfig.spec.json', './*/*/tsconfig.json'], tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'max-lines': ['error', { max: 300 }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-syntax': [
        'error',
        {
          selector: "MemberExpression[object.name='jest'][property.name='mock']",
          message: 'jest.mock does nothing in ESM; write a fake of the port.',
        },
      ],
      eqeqeq: 'error',
      'no-console': 'off',
    },
  },
  {
    // Nest reads parameter types of decorated classes when the program runs, so their imports must stay values.
    files: ['services/**/*.ts', 'libs/{access,hosting,messaging,problems,contracts}/**/*.ts'],
    languageOptions: { parserOptions: { emitDecoratorMetadata: true, experimentalDecorators: true } },
  },
  { files: ['**/migrations/*.ts', '**/migrations/**/*.ts'], rules: { 'max-lines': 'off' } },
  { files: ['**/*.{js,mjs}'], rules: { 'max-lines': ['error', { max: 300 }], eqeqeq: 'error' } },
);
