import js from '@eslint/js';
import ts from 'typescript-eslint';

/** Globals and modules that open a connection. Only the rooms `net/` and `backends/` may name them. */
const network = ['http', 'https', 'http2', 'net', 'tls', 'dgram', 'dns', 'undici', '@mistralai/mistralai'];
const networkGlobals = ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'];

const networkPatterns = [
  { regex: `^(node:)?(${network.join('|').replaceAll('/', '\\/')})(/.*)?$`, message: 'Only net/ and backends/ reach the network.' },
];
const vscodePattern = { regex: '^vscode$', message: 'Only client/ imports vscode.' };

/** @param {string[]} rooms */
const notFrom = (rooms, message) => ({ regex: `(^|/)(${rooms.join('|')})/`, message });

const boundaries = (files, patterns, extra = {}) => ({
  files,
  rules: {
    'no-restricted-imports': ['error', { patterns }],
    'no-restricted-globals': ['error', ...networkGlobals.map((name) => ({ name, message: 'Only net/ and backends/ reach the network.' }))],
    ...extra,
  },
});

export default ts.config(
  { ignores: ['dist/', '.cache/', 'node_modules/', '**/node_modules/', 'test/workspaces/', '.vscode-test/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [ts.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { project: ['./tsconfig.json', './src/webview/tsconfig.json'], tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'max-lines': ['error', { max: 320, skipBlankLines: false, skipComments: false }],
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly', URLSearchParams: 'readonly', Buffer: 'readonly', fetch: 'readonly', setTimeout: 'readonly', clearTimeout: 'readonly', setInterval: 'readonly', clearInterval: 'readonly', AbortSignal: 'readonly' } },
  },
  boundaries(['src/protocol/**'], [vscodePattern, ...networkPatterns, notFrom(['client', 'server', 'webview', 'cli'], 'The contract imports nothing of the others.')]),
  boundaries(['src/client/**'], [...networkPatterns, notFrom(['server', 'webview', 'cli'], 'The client knows only the protocol.')]),
  boundaries(['src/webview/**'], [vscodePattern, ...networkPatterns, { regex: '^node:', message: 'The page runs in a browser.' }, notFrom(['client', 'server', 'cli'], 'The page knows only the protocol.')]),
  boundaries(['src/cli/**'], [vscodePattern, ...networkPatterns, notFrom(['client', 'webview'], 'The command line uses the server modules.')]),
  boundaries(['src/server/**'], [vscodePattern, ...networkPatterns, notFrom(['client', 'webview', 'cli'], 'The server knows only the protocol.')]),
  boundaries(
    ['src/server/policy/**', 'src/server/completion/**', 'src/server/chat/**', 'src/server/context/**'],
    [
      vscodePattern,
      ...networkPatterns,
      { regex: '^vscode-languageserver(/.*)?$|^vscode-languageclient|^vscode-jsonrpc', message: 'Pure logic stays apart from LSP.' },
      notFrom(['client', 'webview', 'cli', 'net', 'features'], 'Pure logic stays apart from the wiring.'),
    ],
  ),
  {
    files: ['src/server/net/**', 'src/server/backends/**'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [vscodePattern, notFrom(['client', 'webview', 'cli', 'features', 'completion', 'chat'], 'Back ends know requests, not features.')] }],
      'no-restricted-globals': 'off',
    },
  },
  {
    files: ['test/**'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
    },
  },
);
