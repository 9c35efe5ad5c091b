import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import ts from 'typescript-eslint';
import { bans } from './eslint.bans.js';
import svelteConfig from './svelte.config.js';

// Left for a person to find: each of these says "not now" in a place that nobody looks at again.
const noPostponing = {
  'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'], location: 'anywhere' }],
  '@typescript-eslint/ban-ts-comment': ['error', { 'ts-ignore': true, 'ts-expect-error': true, 'ts-nocheck': true }],
};

const TEST_MODIFIERS = 'skip|only|todo|fails|skipIf|runIf';

export default defineConfig(
  globalIgnores(['dist', 'coverage', 'test-results', '.cache', 'test/repository/fixtures']),
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  ts.configs.recommended,
  svelte.configs.recommended,
  {
    rules: {
      ...noPostponing,
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', { max: 450 }],
      'no-console': 'error',
      // Types know every name; this rule knows only those it was told.
      'no-undef': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // A declaration that two of the TypeScript projects need comes along with the file that needs it.
      '@typescript-eslint/triple-slash-reference': ['error', { path: 'always', types: 'never', lib: 'never' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    rules: {
      // Line ends and spaces of a <pre> have no other way past the formatter.
      'svelte/no-useless-mustaches': ['error', { ignoreStringEscape: true }],
      // A Map is a working set here more often than state.
      'svelte/prefer-svelte-reactivity': 'off',
      // An internal link is a relative one here: the site may live under any sub-path, and there is no router.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  {
    // A module that Vite makes is declared, and a declaration cannot import.
    files: ['**/*.d.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }] },
  },
  {
    // Where promises live: one that nobody waits for loses its error.
    files: [
      'src/{app,editor,lesson,program,stage,worker}/**/*.ts',
      'test/**/*.ts',
      'bench/**/*.ts',
      'tools/**/*.ts',
      '*.ts',
    ],
    ignores: ['**/*.svelte.ts'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
    },
  },
  { files: ['src/sim/**/*.ts'], rules: bans(['xstate', 'fflate']) },
  { files: ['src/contract/**/*.ts'], rules: bans([]) },
  {
    files: ['test/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: `MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(${TEST_MODIFIERS})$/]`,
          message: 'A test that does not run, or that alone runs, is no test.',
        },
        { selector: 'Property[key.name="retry"]', message: 'No test is retried to make it pass.' },
      ],
    },
  },
  // Programs on a terminal speak through the console; so do the lessons' own.
  { files: ['bench/**', 'tools/**', 'lessons/**', 'eslint*.js'], rules: { 'no-console': 'off' } },
);
