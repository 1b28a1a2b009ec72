import tseslint from 'typescript-eslint';
import reactHooks from 'eslint-plugin-react-hooks';

/** Time and randomness are arguments; these three rules close the globals that a compiler setting cannot. */
const noAmbientTime = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Time is an argument here.',
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Randomness is an argument here.',
  },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time is an argument here.' },
];

const ours = (...names) => names.map((name) => `@latchkey/${name}`);
const forbid = (...names) => [
  'error',
  { paths: ours(...names).map((name) => ({ name, message: 'See the plan of the house in ARCHITECTURE.md.' })) },
];

export default tseslint.config(
  { ignores: ['dist/**', '.cache/**', '.latchkey/**', 'node_modules/**', '**/*.js', '!eslint.config.js', 'docs/**'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.pure.json', './tsconfig.portable.json', './tsconfig.node.json', './tsconfig.web.json', './tsconfig.worker.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: false }],
      '@typescript-eslint/strict-boolean-expressions': ['error', { allowNumber: false, allowNullableBoolean: false }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: ['packages/{protocol,log,media,delivery,contract,simulator}/src/**/*.ts', 'packages/hub/src/loop/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-syntax': ['error', ...noAmbientTime] },
  },
  {
    files: ['packages/protocol/src/**/*.ts', 'packages/log/src/**/*.ts', 'packages/media/src/**/*.ts', 'packages/delivery/src/**/*.ts'],
    ignores: ['**/*.test.ts', '**/testing/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: ['@latchkey/*', 'node:*'] }] },
  },
  {
    files: ['packages/hub/src/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-imports': forbid('server', 'simulator', 'web-kit') },
  },
  {
    files: ['packages/server/src/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-imports': forbid('hub', 'simulator', 'web-kit') },
  },
  {
    files: ['packages/web-kit/src/**/*.{ts,tsx}', 'apps/{recipient,courier,console,door}/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      'no-restricted-imports': forbid('server', 'hub', 'simulator'),
    },
  },
  {
    files: ['packages/**/*.ts', 'packages/**/*.tsx'],
    ignores: ['**/*.test.ts', '**/testing/**'],
    rules: { 'no-restricted-globals': ['error', { name: 'process', message: 'process.* only where an app starts.' }] },
  },
);
